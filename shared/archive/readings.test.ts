import { expect, test } from 'vitest';
import { judgeSession } from '../judge-session.ts';
import { goldenShopping } from '../recordings/golden-shopping.ts';
import { reading, restoreReadings, shareReadings } from './readings.ts';

const shopping = goldenShopping();
const { steps } = judgeSession(shopping);
const { interactions } = shopping;
const again = (lines: readonly unknown[], readings: readonly string[]): unknown[] => {
  const parsed = readings.map((line) => reading.parse(JSON.parse(line)));
  return lines.map((line) => restoreReadings(JSON.parse(JSON.stringify(line)), parsed));
};
const plain = (values: unknown): unknown => JSON.parse(JSON.stringify(values));

test('what is shared is there once, and every interaction and step is put together again as it was', () => {
  const shared = shareReadings({ interactions, steps });
  expect(new Set(shared.readings).size).toBe(shared.readings.length);
  expect(again(shared.interactions, shared.readings)).toEqual(plain(interactions));
  expect(again(shared.steps, shared.readings)).toEqual(plain(steps));
  expect(JSON.stringify(shared).length).toBeLessThan(JSON.stringify({ interactions, steps }).length * 0.9);
});

test('what the lines cannot hold stays where it is', () => {
  const none = shareReadings({ interactions, steps }, 0);
  expect(none).toEqual({ readings: [], interactions, steps });
  const some = shareReadings({ interactions, steps }, 2_000);
  expect(some.readings.join('\n').length).toBeLessThan(2_000);
  expect(some.readings.length).toBeGreaterThan(0);
  expect(again(some.interactions, some.readings)).toEqual(plain(interactions));
});

test('a line that is not there is refused, wherever it is named', () => {
  for (const number of [1, -1, 0.5, 1e9]) {
    expect(() => restoreReadings({ context: { elements: number } }, ['x'])).toThrow('missing');
    expect(() => restoreReadings({ observation: { snapshot: number } }, ['x'])).toThrow('missing');
  }
  expect(restoreReadings({ observation: { snapshot: 0 } }, ['x'])).toEqual({ observation: { snapshot: 'x' } });
});

test('what is no record is left to its schema', () => {
  for (const line of [null, 7, [], { context: null }, { context: [3] }])
    expect(restoreReadings(line, [])).toEqual(line);
});
