import { expect, test } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import { sampleExample } from '../dataset/sample-example.ts';
import { evaluateModel } from './evaluate-model.ts';
import { heldOutExamples } from './held-out-examples.ts';

const [first, second, trained] = [newId(1), newId(2), newId(3)];
const products = ['oak lamp', 'brass lamp', 'blue lamp'];
const signal = new AbortController().signal;

function dataset(lines: readonly string[], index: readonly { sessionId: string; split: string; examples: number }[]) {
  return {
    // Pieces do not end where lines do.
    openDataset: (_: string, file: string) =>
      Promise.resolve(
        (async function* () {
          const bytes = Buffer.from(
            file === 'index' ? `${JSON.stringify(index)}\n` : lines.map((line) => `${line}\n`).join(''),
          );
          for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
        })(),
      ),
  };
}

test('held-out examples know their session, wherever the index names the other splits', async () => {
  const lines = products.map((product) => JSON.stringify(sampleExample({ product })));
  const source = dataset(lines, [
    { sessionId: trained, split: 'train', examples: 7 },
    { sessionId: first, split: 'test', examples: 1 },
    { sessionId: second, split: 'test', examples: 2 },
  ]);
  const found = await heldOutExamples(source, 'd1');
  expect(found.map(({ sessionId }) => sessionId)).toEqual([first, second, second]);
  expect(found.map(({ example }) => JSON.stringify(example))).toHaveLength(3);
});

test('a model is asked without the answer, and judged by it', async () => {
  const examples = products.map((product, at) => ({
    sessionId: at === 0 ? first : second,
    example: sampleExample({ product }),
  }));
  const asked: string[] = [];
  const provider = {
    complete: ({ messages }: { messages: readonly unknown[] }) => {
      const text = JSON.stringify(messages);
      asked.push(text);
      const target = text.includes('blue') ? 'e1' : 'e3';
      return Promise.resolve(text.includes('brass') ? null : { name: 'browser_click', arguments: { target } });
    },
  };
  const evaluation = await evaluateModel('ft:one', examples, { provider, signal });
  for (const text of asked) expect(text).not.toContain('tool_calls');
  expect(evaluation).toEqual({
    examples: 3,
    sessions: 2,
    elementAccuracy: 1 / 3,
    actionF1: 2 / 3,
    stepSuccess: 1 / 3,
    taskSuccess: 1 / 2,
  });
});

test('a stopping server stops asking', async () => {
  const stopping = new AbortController();
  let asked = 0;
  const provider = {
    complete: () => {
      asked += 1;
      stopping.abort(new Error('stopping'));
      return Promise.resolve(null);
    },
  };
  const examples = Array.from({ length: 40 }, () => ({
    sessionId: first,
    example: sampleExample({ product: 'lamp' }),
  }));
  await expect(evaluateModel('ft:one', examples, { provider, signal: stopping.signal })).rejects.toThrow('stopping');
  expect(asked).toBeLessThanOrEqual(4);
});
