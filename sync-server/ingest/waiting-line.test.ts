import { expect, test } from 'vitest';
import { waitingLine } from './waiting-line.ts';

test('so many run, so many wait, and the next is sent away', async () => {
  const line = waitingLine({ running: 2, waiting: 1 });
  const gates = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
  let most = 0;
  let running = 0;
  const work = gates.map((gate) =>
    line.run(async () => {
      running++;
      most = Math.max(most, running);
      await gate.promise;
      running--;
    }),
  );
  await expect(line.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterS: 5 });
  for (const gate of gates) gate.resolve();
  await Promise.all(work);
  expect(most).toBe(2);
  await line.run(() => Promise.resolve());
});

test('work that fails gives its place to the next', async () => {
  const line = waitingLine({ running: 1, waiting: 1 });
  const failing = line.run(() => Promise.reject(new Error('no')));
  const next = line.run(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
