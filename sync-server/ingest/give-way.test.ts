import { expect, test } from 'vitest';
import { giveWay } from './give-way.ts';

test('R12.4: work waits while archives wait to be taken in, and goes on at once when none does', async () => {
  let looked = 0;
  await giveWay(() => ++looked < 3);
  expect(looked).toBe(3);
  looked = 0;
  await giveWay(() => ++looked < 1);
  expect(looked).toBe(1);
});

test('R12.4: it is not kept waiting for ever by those who send without end', async () => {
  let looked = 0;
  await giveWay(() => ++looked > 0, 250);
  expect(looked).toBe(3);
});
