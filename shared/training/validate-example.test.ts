import { expect, test } from 'vitest';
import { judgeSession } from '../judge-session.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { makeExamples } from './make-examples.ts';
import { trainingTools } from './tools.ts';
import { validateExample } from './validate-example.ts';
import { validateTrainingFile } from './validate-training-file.ts';

const call = (name: string, values: string, id = 'call_1') => ({
  id,
  type: 'function',
  function: { name, arguments: values },
});
const answer = {
  role: 'assistant',
  content: 'Click it.',
  tool_calls: [call('browser_click', '{"target":"e1"}')],
  weight: 1,
};
const talk = [
  { role: 'system', content: 'You shop.' },
  { role: 'user', content: 'Task: buy.' },
];
const line = (messages: unknown[], more: object = {}) => ({
  messages,
  tools: trainingTools,
  parallel_tool_calls: false,
  ...more,
});
const reasonOf = (value: unknown) => {
  const check = validateExample(value);
  return check.ok ? 'none' : check.reason;
};

test('a sound example passes, as text and parsed', () => {
  expect(validateExample(line([...talk, answer])).ok).toBe(true);
  expect(validateExample(JSON.stringify(line([...talk, answer]))).ok).toBe(true);
});

const image = (url: string) => ({ role: 'user', content: [{ type: 'image_url', image_url: { url } }] });
const asked = { ...answer, weight: 0 };
const second = { ...answer, tool_calls: [call('browser_click', '{"target":"e2"}', 'call_2')] };

test.each<[string, unknown]>([
  ['messages', { input: 'x', output: 'y' }],
  ['is blank', '  '],
  ['byte order mark', `\uFEFF${JSON.stringify(line([...talk, answer]))}`],
  ['line break', `${JSON.stringify(line([...talk, answer]))}\r`],
  ['not JSON', '{'],
  ['last message is not', line([...talk, answer, { role: 'tool', tool_call_id: 'call_1', content: 'ok' }])],
  ['weight 0', line([...talk, asked])],
  ['weight', line([...talk, { ...answer, weight: 0.5 }])],
  ['called but not declared', line([...talk, { ...answer, tool_calls: [call('buy', '{}')] }])],
  ['are not JSON', line([...talk, { ...answer, tool_calls: [call('browser_click', '{target')] }])],
  ['lacks “target”', line([...talk, { ...answer, tool_calls: [call('browser_click', '{}')] }])],
  ['not declared', line([...talk, { ...answer, tool_calls: [call('browser_click', '{"target":"e1","x":1}')] }])],
  [
    'is not of type',
    line([...talk, { ...answer, tool_calls: [call('browser_type', '{"target":"e1","text":1,"submit":true}')] }]),
  ],
  ['is none of', line([...talk, { ...answer, tool_calls: [call('browser_scroll', '{"direction":"in","amount":1}')] }])],
  [
    'is less than',
    line([...talk, { ...answer, tool_calls: [call('browser_scroll', '{"direction":"up","amount":-1}')] }]),
  ],
  [
    'messages.2.tool_calls',
    line([
      ...talk,
      {
        ...answer,
        tool_calls: [
          { ...call('browser_click', ''), function: { name: 'browser_click', arguments: { target: 'e1' } } },
        ],
      },
    ]),
  ],
  ['used twice', line([...talk, asked, { role: 'tool', tool_call_id: 'call_1', content: 'ok' }, answer])],
  ['is not answered', line([...talk, asked, second])],
  ['was not asked', line([...talk, { role: 'tool', tool_call_id: 'call_9', content: 'ok' }, answer])],
  ['is empty', line([...talk, { role: 'assistant', content: '' }])],
  ['no user message', line([{ role: 'system', content: 'You shop.' }, answer])],
  ['not the first', line([talk[1], talk[0], answer])],
  ['declared twice', line([...talk, answer], { tools: [...trainingTools, trainingTools[0]] })],
  ['tokens', line([...talk, { role: 'user', content: 'word '.repeat(60_000) }, answer])],
  ['images', line([...talk, ...Array.from({ length: 11 }, () => image('https://a.example/x.png')), answer])],
  ['neither an HTTPS', line([...talk, image('data:image/gif;base64,AAAA'), answer])],
  [
    'cannot be checked',
    line([...talk, answer], {
      tools: [{ type: 'function', function: { name: 'browser_click', description: '', parameters: { not: {} } } }],
    }),
  ],
])('a line is refused with its reason: %s', (reason, value) => {
  expect(reasonOf(value)).toContain(reason);
});

test('a talk in which every call is answered passes', () => {
  expect(reasonOf(line([...talk, asked, { role: 'tool', tool_call_id: 'call_1', content: 'ok' }, second]))).toBe(
    'none',
  );
});

test('a file names the lines that it leaves out, and says when too few remain', () => {
  const good = JSON.stringify(line([...talk, answer]));
  const few = validateTrainingFile([good, '', good]);
  expect(few.valid).toHaveLength(2);
  expect(few.rejected).toEqual([{ line: 2, reason: 'is blank' }]);
  expect(few.problems[0]).toContain('at least 10');
  expect(validateTrainingFile(Array.from({ length: 10 }, () => good)).problems).toEqual([]);
});

test('what a session gives passes the validator without exception', () => {
  const golden = goldenShopping();
  const { steps } = judgeSession(golden);
  const lines = makeExamples({ scenario: golden.scenario, steps }).map((example) => JSON.stringify(example));
  expect(validateTrainingFile(lines)).toMatchObject({ rejected: [], problems: [] });
  expect(lines.length).toBeGreaterThan(10);
});
