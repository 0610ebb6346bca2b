import type { JobHandler, JobQueue } from '../job-queue.ts';

/**
 * A job queue for tests that lives in this process only and starts jobs on time: what it holds is gone with it, as if
 * the machine had been lost. A failed job is not run again and makes `stop` throw. A job sent in a transaction may
 * start before it commits; on PGlite, where everything else waits for a transaction, it cannot see that.
 */
export function memoryQueue(): JobQueue {
  const handlers = new Map<string, JobHandler<object>>();
  const taken = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const stopping = new AbortController();

  const run = async (name: string, data: object, key: string | undefined): Promise<void> => {
    try {
      await handlers.get(name)?.(data, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) failures.push(error);
    } finally {
      if (key !== undefined) taken.delete(key);
    }
  };
  return {
    define(name, handler) {
      // What is sent under a name is what its handler takes.
      handlers.set(name, handler as JobHandler<object>);
    },
    send(name, data, { singletonKey, startAfterS = 0 } = {}) {
      const key = singletonKey === undefined ? undefined : `${name}/${singletonKey}`;
      if (stopping.signal.aborted || (key !== undefined && taken.has(key))) return Promise.resolve();
      if (key !== undefined) taken.add(key);
      const timer = setTimeout(() => {
        timers.delete(timer);
        const job = run(name, data, key).finally(() => running.delete(job));
        running.add(job);
      }, startAfterS * 1000);
      timers.add(timer);
      return Promise.resolve();
    },
    start: () => Promise.resolve(),
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      stopping.abort(new Error('the queue is stopping'));
      await Promise.all(running);
      if (failures.length > 0) throw new AggregateError(failures, 'jobs failed');
    },
  };
}
