import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { stopList } from './stop-list.ts';

test('what was started last is stopped first, one after the other, and once', async () => {
  const { add, stop } = stopList();
  const stopped: string[] = [];
  add(() => void stopped.push('database'));
  add(async () => {
    await sleep(20);
    stopped.push('queue');
  });
  add(() => void stopped.push('port'));
  await stop();
  await stop();
  expect(stopped).toEqual(['port', 'queue', 'database']);
});

test('what cannot be stopped keeps nothing else running, and is told', async () => {
  const { add, stop } = stopList();
  const stopped: string[] = [];
  add(() => void stopped.push('database'));
  add(() => Promise.reject(new Error('The queue hangs.')));
  await expect(stop()).rejects.toThrow('The queue hangs.');
  expect(stopped).toEqual(['database']);
});
