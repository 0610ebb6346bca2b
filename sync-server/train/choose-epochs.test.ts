import { expect, test } from 'vitest';
import { chooseEpochs } from './choose-epochs.ts';

test.each([
  [1, 25],
  [4, 25],
  [10, 10],
  [33, 3],
  [34, 3],
  [8_333, 3],
  [8_334, 2],
  [25_000, 1],
  [60_000, 1],
])('%i examples are gone through %i times', (examples, epochs) => {
  expect(chooseEpochs(examples, null).epochs).toBe(epochs);
});

test('a number that was asked for is taken as it is, and the reason says so', () => {
  expect(chooseEpochs(10, 2)).toEqual({ epochs: 2, reason: '2 epochs, as asked for.' });
});
