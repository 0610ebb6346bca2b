import type { Logger } from 'pino';
import type { CheckReason } from '../../shared/api/storage.ts';
import type { JobQueue } from '../job-queue.ts';
import { checkStore, type CheckDeps, readLastCheck } from './check-store.ts';
import type { VerifyLimits } from './verify-archives.ts';

const JOB = 'check-storage';
const NIGHTLY_CRON = '37 4 * * *';
const HOUR_MS = 60 * 60 * 1000;
/** A start looks through everything when the last check is older, or when something was left half-done. */
const FRESH_MS = 20 * HOUR_MS;
/** What is being stored is done within this time, or its process has died. */
const AT_WORK_MS = HOUR_MS;
/** Read in one night, so that a study of a terabyte is read through within a year. */
export const nightly: VerifyLimits = { archives: 20_000, bytes: 3 * 1024 ** 3 };

export type CheckJobs = {
  /** Has the store checked as soon as possible. */
  ask(order: { reason: CheckReason; actor?: string }): Promise<void>;
  /** After `start` of the queue: has it checked when there is a reason to. `cleared`: what the start had to clear away. */
  afterStart(cleared: number): Promise<void>;
};

/** Registers the job that compares the store with the database; call it before the queue starts. */
export function checkJobs(queue: JobQueue, deps: CheckDeps & { log: Logger }): CheckJobs {
  queue.define<{ reason?: CheckReason; actor?: string }>(
    JOB,
    async ({ reason = 'nightly', actor = 'system' }) => {
      const verify = reason === 'nightly' ? nightly : { archives: 0, bytes: 0 };
      const { counts } = await checkStore(deps, { reason, actor, verify, leftoversOlderThanMs: AT_WORK_MS });
      const isFine = counts.missing + counts.damaged + counts.orphans === 0;
      if (isFine) deps.log.info(counts, 'the store and the database fit together');
      else deps.log.error(counts, 'the store and the database do not fit together: see the admin page, Storage');
    },
    { cron: NIGHTLY_CRON, expireInS: 6 * 3_600, retryLimit: 2 },
  );
  const ask: CheckJobs['ask'] = (order) => queue.send(JOB, order, { singletonKey: order.reason });
  return {
    ask,
    afterStart: async (cleared) => {
      const { last } = await readLastCheck(deps.database);
      if (cleared > 0 || (last?.finishedAt ?? 0) < deps.now() - FRESH_MS) await ask({ reason: 'start' });
    },
  };
}
