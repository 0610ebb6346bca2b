import { expect, test } from 'vitest';
import { joinJsonl } from './join-jsonl.ts';

test('every file begins on a line of its own, whether or not the one before ended its last', async () => {
  const joined = await joinJsonl([new Blob(['{"a":1}\n{"a":2}']), new Blob([]), new Blob(['{"b":1}\n'])]);
  expect(await joined.text()).toBe('{"a":1}\n{"a":2}\n{"b":1}\n');
});

test('nothing joined is an empty file', async () => {
  expect((await joinJsonl([])).size).toBe(0);
});
