import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { JobQueue } from '../job-queue.ts';
import { jobQueue } from './job-queue.ts';
import { onEachDatabase } from './on-each-database.ts';

const silent = pino({ level: 'silent' });

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen within 20 seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

onEachDatabase('the job queue', (opened) => {
  const queues: JobQueue[] = [];
  const newQueue = () => {
    const queue = jobQueue(opened().engine, silent);
    queues.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop();
  });

  test('a job is done, tried again when it fails, and done once for one key', async () => {
    const queue = newQueue();
    const done: number[] = [];
    let failures = 1;
    queue.define<{ number: number }>(
      'first',
      async ({ number }) => {
        if (failures-- > 0) throw new Error('not yet');
        done.push(number);
        await Promise.resolve();
      },
      { retryDelayS: 1 },
    );
    await queue.start();
    await queue.send('first', { number: 1 }, { singletonKey: 'a' });
    await queue.send('first', { number: 2 }, { singletonKey: 'a' });
    await until(() => done.length > 0);
    expect(done).toEqual([1]);
  });

  test('a job exists only if the transaction that sent it commits', async () => {
    const queue = newQueue();
    const done: string[] = [];
    queue.define<{ name: string }>('second', async ({ name }) => {
      done.push(name);
      await Promise.resolve();
    });
    await queue.start();
    const { database } = opened();
    await expect(
      database.transaction().execute(async (transaction) => {
        await queue.send('second', { name: 'rolled back' }, { transaction });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await database.transaction().execute(async (transaction) => {
      await queue.send('second', { name: 'kept' }, { transaction });
    });
    await until(() => done.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(done).toEqual(['kept']);
  });

  test('what one process was sent and could not do, the next one does', async () => {
    const first = newQueue();
    first.define('third', () => Promise.resolve());
    await first.start();
    await first.send('third', { name: 'later' }, { startAfterS: 1 });
    await first.stop();
    queues.splice(0);
    const second = newQueue();
    const done: object[] = [];
    second.define('third', async (data) => {
      done.push(data);
      await Promise.resolve();
    });
    await second.start();
    await until(() => done.length > 0);
    expect(done).toEqual([{ name: 'later' }]);
  });
});
