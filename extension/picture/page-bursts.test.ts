import { expect, test } from 'vitest';
import { pageBursts } from './page-bursts.ts';

function world() {
  let time = 0;
  const taken: [tabId: number, at: number][] = [];
  const settled = new Map<number, number>();
  const bursts = pageBursts(async (tabId) => void taken.push([tabId, time]), {
    now: () => time,
    async wait(ms) {
      time += ms;
      for (const [tabId, at] of settled) if (time > at) bursts.end(tabId);
    },
  });
  return { bursts, taken, settled };
}

test('a new page is pictured again and again until it settles (R2.4, R8.3)', async () => {
  const { bursts, taken, settled } = world();
  settled.set(7, 2_500);
  await bursts.begin(7);
  expect(taken).toEqual([
    [7, 0],
    [7, 1_000],
    [7, 2_000],
  ]);
});

test('a page that never settles is not pictured for ever', async () => {
  const { bursts, taken } = world();
  await bursts.begin(7);
  expect(taken).toHaveLength(6);
});

test('the next page of a tab ends the burst of the one before it', async () => {
  const { bursts, taken } = world();
  await Promise.all([bursts.begin(7), bursts.begin(7)]);
  expect(taken.length).toBeLessThanOrEqual(7);
});
