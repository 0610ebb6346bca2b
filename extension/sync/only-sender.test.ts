import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { onlySender, SENDER_LOCK } from './only-sender.ts';

test('of contexts that want to send at once one does, and the others leave it to that one', async () => {
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running--;
  };
  const ran = await Promise.all(Array.from({ length: 8 }, () => onlySender(navigator.locks, work)));
  expect([ran.filter(Boolean).length, most]).toEqual([1, 1]);
  expect(await onlySender(navigator.locks, work)).toBe(true);
});

test('work that fails gives the lock back', async () => {
  const failing = () => Promise.reject(new Error('the store is gone'));
  await expect(onlySender(navigator.locks, failing)).rejects.toThrow('the store is gone');
  expect(await onlySender(navigator.locks, async () => undefined)).toBe(true);
});

test('a context that is killed while it sends keeps nobody out', async () => {
  // A worker thread has the locks of its process, as a service worker has those of its profile.
  const other = new Worker(
    `const { parentPort } = require('node:worker_threads');
     navigator.locks.request(${JSON.stringify(SENDER_LOCK)}, () => {
       parentPort.postMessage('sending');
       return new Promise((resolve) => setTimeout(resolve, 600_000));
     });`,
    { eval: true },
  );
  await once(other, 'message');
  expect(await onlySender(navigator.locks, async () => undefined)).toBe(false);
  await other.terminate();
  await expect.poll(() => onlySender(navigator.locks, async () => undefined)).toBe(true);
});

test('without locks it sends all the same', async () => {
  expect(await onlySender(undefined, async () => undefined)).toBe(true);
});
