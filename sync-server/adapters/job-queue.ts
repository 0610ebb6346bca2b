import type { Logger } from 'pino';
import { PgBoss, fromKysely, fromPglite } from 'pg-boss';
import type { JobHandler, JobOptions, JobQueue, SendOptions } from '../job-queue.ts';
import type { OpenedDatabase } from './postgres.ts';

/** Jobs that run when the queue is stopped get so long; the next process runs again what is unfinished then. */
export const JOBS_FINISH_MS = 20_000;

type Definition = { name: string; handler: JobHandler<object>; options: JobOptions };

/** The job queue of this database (pg-boss, in a schema of its own). Faults of the queue itself go to the log. */
export function jobQueue(engine: OpenedDatabase['engine'], log: Logger): JobQueue {
  const boss = newBoss(engine);
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  const definitions: Definition[] = [];

  return {
    define: (name, handler, options = {}) => {
      // The queue hands back what was sent under this name, so that the two types are the same one.
      definitions.push({ name, handler: handler as JobHandler<object>, options });
    },
    send: async (name, data, options = {}) => {
      await boss.send(name, data, sendOptions(options));
    },
    start: async () => {
      await boss.start();
      for (const definition of definitions) await work(boss, definition, log);
    },
    stop: () => boss.stop({ graceful: true, timeout: JOBS_FINISH_MS, close: true }),
  };
}

function newBoss(engine: OpenedDatabase['engine']): PgBoss {
  const common = { schema: 'pgboss', useListenNotify: true, monitorVacuum: false };
  return engine.kind === 'embedded'
    ? new PgBoss({ ...common, db: fromPglite(engine.pglite), backend: 'pglite' })
    : new PgBoss({ ...common, connectionString: engine.url, max: 4, application_name: 'codesight-jobs' });
}

async function work(boss: PgBoss, { name, handler, options }: Definition, log: Logger): Promise<void> {
  const queue = {
    retryLimit: options.retryLimit ?? 5,
    retryDelay: options.retryDelayS ?? 5,
    retryBackoff: true,
    retryDelayMax: 3_600,
    expireInSeconds: options.expireInS ?? 900,
    // A process that died is noticed after this many seconds.
    heartbeatSeconds: 30,
    notify: true,
  };
  // `exclusive`: one waiting or running job for each singletonKey. Creating a queue that exists changes nothing.
  await boss.createQueue(name, { ...queue, policy: 'exclusive' });
  await boss.updateQueue(name, queue);
  const pace = {
    localConcurrency: options.concurrency ?? 1,
    pollingIntervalSeconds: 1,
    notifyPollingIntervalSeconds: 2,
  };
  await boss.work<object>(name, pace, async ([job]) => {
    if (job === undefined) return;
    try {
      await handler(job.data, job.signal);
    } catch (error) {
      log.warn({ err: error, job: name, jobId: job.id }, 'a job failed and is tried again while it may');
      throw error;
    }
  });
  if (options.cron !== undefined) await boss.schedule(name, options.cron, {}, { singletonKey: 'scheduled' });
}

function sendOptions({ singletonKey, startAfterS, transaction }: SendOptions) {
  return {
    // Under the `exclusive` policy all jobs without a key would count as one.
    singletonKey: singletonKey ?? crypto.randomUUID(),
    ...(startAfterS === undefined ? {} : { startAfter: startAfterS }),
    ...(transaction === undefined ? {} : { db: fromKysely(transaction) }),
  };
}
