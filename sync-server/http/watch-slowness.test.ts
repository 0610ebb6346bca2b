import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchSlowness } from './watch-slowness.ts';

test('R7.6: a process that comes late to everything is slow, and is not any more once it has time', async () => {
  const slowness = watchSlowness({ slowMs: 250, lookEveryMs: 100 });
  expect(slowness.isSlow()).toBe(false);
  for (let turn = 0; turn < 6 && !slowness.isSlow(); turn++) {
    for (const until = performance.now() + 900; performance.now() < until;);
    await setTimeout(10);
  }
  expect(slowness.isSlow()).toBe(true);
  for (let wait = 0; wait < 100 && slowness.isSlow(); wait++) await setTimeout(200);
  expect(slowness.isSlow()).toBe(false);
  slowness.stop();
});
