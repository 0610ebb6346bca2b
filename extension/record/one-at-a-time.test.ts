import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('work asked for while it runs is done once more, not twice at once', async () => {
  let open = 0;
  let runs = 0;
  const run = oneAtATime(async () => {
    expect(++open).toBe(1);
    runs++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
  });
  await Promise.all([run(), run(), run(), run()]);
  expect(runs).toBe(2);
  await run();
  expect(runs).toBe(3);
});

test('a failed run does not keep the next one back', async () => {
  let runs = 0;
  const run = oneAtATime(async () => {
    if (++runs === 1) throw new Error('first');
  });
  const [first, second] = await Promise.allSettled([run(), run()]);
  expect([first.status, second.status, runs]).toEqual(['rejected', 'fulfilled', 2]);
});
