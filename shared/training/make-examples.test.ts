import { expect, test } from 'vitest';
import { judgeSession } from '../judge-session.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { fitSnapshot } from './fit-snapshot.ts';
import { makeExamples } from './make-examples.ts';

const golden = goldenShopping();
const { steps } = judgeSession(golden);
const examples = makeExamples({ scenario: golden.scenario, steps });

const promptOf = (example: (typeof examples)[number] | undefined): string => {
  const content = example?.messages[1]?.content;
  return typeof content === 'string' ? content : '';
};
const callsOf = (list: typeof examples) =>
  list.flatMap(({ messages }) => {
    const last = messages.at(-1);
    return last?.role === 'assistant' ? (last.tool_calls ?? []).map((call) => call.function) : [];
  });

test('every answer is one call with weight 1, and its target stands in the snapshot', () => {
  for (const example of examples) {
    expect(example.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
    expect(example.messages.at(-1)).toMatchObject({ weight: 1 });
    const [call] = callsOf([example]);
    const { target } = JSON.parse(call?.arguments ?? '{}') as { target?: string }; // what JSON.stringify wrote
    if (target !== undefined) expect(promptOf(example)).toContain(`[${target}]`);
  }
});

test('detours have no example, but stand in the history', () => {
  expect(callsOf(examples).filter(({ arguments: values }) => values.includes('shose'))).toEqual([]);
  expect(examples.some((example) => promptOf(example).includes('shose'))).toBe(true);
});

test('nothing that the participant said about themselves is to be learned', () => {
  const calls = JSON.stringify(callsOf(examples));
  expect(calls).not.toContain('{{');
  expect(steps.some(({ intent, label }) => intent.label === 'identify' && label === 'essential')).toBe(true);
});

test('the last example ends the task', () => {
  expect(callsOf(examples).at(-1)?.name).toBe('task_done');
});

test('a prompt tells the task, the persona, the page and at most ten previous actions', () => {
  const prompt = promptOf(examples.at(-2));
  expect(prompt).toContain(golden.scenario.task);
  expect(prompt).toContain('Persona: ');
  expect(prompt).toContain('Kind of page: checkout');
  expect(prompt.match(/^\d+\. /gm)).toHaveLength(10);
  expect(prompt).toContain('→');
});

test('without a task the goal is what came of it, and is called that', () => {
  const free = makeExamples({ scenario: null, steps: judgeSession({ ...golden, scenario: null }).steps });
  expect(promptOf(free[0])).toContain('worked out afterwards');
  expect(promptOf(free[0])).toContain('Put “Court Leather Trainers” in the cart.');
});

test('a session with fewer than two steps to learn gives no examples', () => {
  expect(makeExamples({ scenario: golden.scenario, steps: steps.slice(0, 2) })).toEqual([]);
});

test('a task that was not done teaches nobody to say that it is', () => {
  const failed = judgeSession({ ...golden, gaveUpReason: 'No time' }).steps;
  expect(
    callsOf(makeExamples({ scenario: golden.scenario, steps: failed })).some(({ name }) => name === 'task_done'),
  ).toBe(false);
});

test('a snapshot is cut around its target and never beyond its limit', () => {
  const snapshot = Array.from({ length: 500 }, (_, index) => `[e${index}] link "Product number ${index}"`).join('\n');
  for (const ref of ['e0', 'e250', 'e499', null]) {
    const cut = fitSnapshot(snapshot, ref, 1_000);
    expect(cut.length).toBeLessThanOrEqual(1_000);
    expect(cut.length).toBeGreaterThan(900);
    if (ref !== null) expect(cut).toContain(`[${ref}] `);
  }
  expect(fitSnapshot('short', 'e1', 1_000)).toBe('short');
});
