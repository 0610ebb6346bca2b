import { expect, test } from 'vitest';
import { waitingLine } from './waiting-line.ts';

test('so many run, the others wait, and who comes anew to a full line is sent away', async () => {
  const line = waitingLine({ running: 2, waiting: 1, busyForMs: 0 });
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  let most = 0;
  let running = 0;
  const doWork = (gate: PromiseWithResolvers<void>) =>
    line.run(async () => {
      running++;
      most = Math.max(most, running);
      await gate.promise;
      running--;
    });
  const work = gates.slice(0, 3).map(doWork);
  expect(line.load()).toBe(1);
  expect(() => line.checkRoom()).toThrow(expect.objectContaining({ code: 'UNAVAILABLE', retryAfterS: 1 }));
  // What has been received before the line was full is not sent away any more.
  work.push(...gates.slice(3).map(doWork));
  for (const gate of gates) gate.resolve();
  await Promise.all(work);
  expect(most).toBe(2);
  expect(line.load()).toBe(0);
  line.checkRoom();
});

test('R7.6: who is sent away is told to come back when half of the line is done, by how long work has taken', async () => {
  let clock = 0;
  const line = waitingLine({ running: 1, waiting: 20, busyForMs: 0 }, () => clock);
  for (let index = 0; index < 60; index++) await line.run(async () => void (clock += 2_000));
  const gate = Promise.withResolvers<void>();
  const all = Array.from({ length: 21 }, () => line.run(() => gate.promise));
  expect(() => line.checkRoom()).toThrow(expect.objectContaining({ retryAfterS: 20 }));
  gate.resolve();
  await Promise.all(all);
});

test('work that fails gives its place to the next', async () => {
  const line = waitingLine({ running: 1, waiting: 1, busyForMs: 0 });
  const failing = line.run(() => Promise.reject(new Error('no')));
  const next = line.run(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('R12.4: it is busy while anything waits, and for a moment after something has come', async () => {
  let clock = 0;
  const line = waitingLine({ running: 1, waiting: 1, busyForMs: 1_000 }, () => clock);
  expect(line.isBusy()).toBe(false);
  const gate = Promise.withResolvers<void>();
  const both = [line.run(() => gate.promise), line.run(() => gate.promise)];
  clock = 10_000;
  expect([line.someoneWaits(), line.isBusy()]).toEqual([true, true]);
  gate.resolve();
  await Promise.all(both);
  expect([line.someoneWaits(), line.isBusy()]).toEqual([false, false]);
  await line.run(() => Promise.resolve());
  clock = 10_999;
  expect([line.someoneWaits(), line.isBusy()]).toEqual([false, true]);
  clock = 11_000;
  expect(line.isBusy()).toBe(false);
});
