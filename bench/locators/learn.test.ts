import { expect, test } from 'vitest';
import { learn, verdictOf, without, type Choice } from './learn.ts';

const option = (...features: [id: number, value: number][]): Choice['options'][number] => ({
  at: Uint16Array.from(features, ([id]) => id),
  by: Float32Array.from(features, ([, value]) => value),
});
const [TELLS, SAYS_NOTHING, NONE] = [0, 1, 2];
const choice = (right: number): Choice => ({
  options: [
    right === 0 ? option([TELLS, 1], [SAYS_NOTHING, 1]) : option([SAYS_NOTHING, 1]),
    right === 1 ? option([TELLS, 1], [SAYS_NOTHING, 1]) : option([SAYS_NOTHING, 1]),
    option([NONE, 1]),
  ],
  right,
  weight: 1,
  severity: 1,
  sort: 'plain',
});

test('a trait that only the right element has gets weight, one that all have decides nothing', () => {
  const choices = [choice(0), choice(1), choice(2)];
  const weights = learn(
    choices,
    new Map([
      ['tells', TELLS],
      ['says nothing', SAYS_NOTHING],
      ['none', NONE],
    ]),
  );
  expect(weights[TELLS]).toBeGreaterThan(2);
  expect(choices.map((each) => verdictOf(each, weights, 0.6))).toEqual(['found', 'found', 'found']);
});

test('an answer that is not sure enough is none, and right where the target is gone', () => {
  const weights = Float64Array.from([0, 0, 0]);
  expect(verdictOf(choice(0), weights, 0.9)).toBe('missing');
  expect(verdictOf(choice(2), weights, 0.9)).toBe('found');
  expect(verdictOf(choice(1), Float64Array.from([-9, 9, 0]), 0.9)).toBe('wrong');
});

test('the page without one element has the others under their new numbers', () => {
  expect(without(2, { count: 3, ids: [1, 2, 4] })).toEqual({ count: 2, ids: [1, 3] });
  expect(without(-1, { count: 1, ids: [5] })).toEqual({ count: 1, ids: [5] });
});
