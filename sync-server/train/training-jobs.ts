import type { Transaction } from 'kysely';
import type { Tables } from '../database.ts';
import type { JobQueue } from '../job-queue.ts';
import { advanceRun } from './advance-run.ts';
import type { TrainingDeps } from './training-deps.ts';

const JOB = 'advance-training-run';
/** Testing two models on 500 steps takes minutes; a lost attempt is noticed by its missing heartbeat anyway. */
const EXPIRE_IN_S = 2 * 3600;

/** A chain of looks that broke, by a fault of ours that outlived all attempts, is taken up again this often. */
const RESUME_CRON = '*/5 * * * *';

export type TrainingJobs = {
  /** Has a run looked at as soon as possible, if and when the transaction that asks for it commits. */
  look(runId: string, transaction?: Transaction<Tables>): Promise<void>;
  /** After `start` of the queue: takes up every run that has something left to do. */
  resume(): Promise<void>;
};

/**
 * Registers the jobs that follow training runs; call it before the queue starts. Later looks at one run are due at
 * multiples of the polling interval and keyed by that moment, so that two chains of looks (after a restart, say)
 * become one.
 */
export function trainingJobs(queue: JobQueue, deps: TrainingDeps): TrainingJobs {
  const lookLater = async (runId: string, inMs: number): Promise<void> => {
    const tick = Math.ceil((Date.now() + inMs) / deps.pollMs);
    const startAfterS = Math.max(0, tick * deps.pollMs - Date.now()) / 1000;
    await queue.send(JOB, { runId }, { singletonKey: `${runId}@${tick}`, startAfterS });
  };
  const resume = async (): Promise<void> => {
    for (const runId of await deps.runs.openIds()) await lookLater(runId, deps.pollMs);
  };
  queue.define<{ runId: string }>(
    JOB,
    async ({ runId }, signal) => {
      const next = await advanceRun(deps, runId, signal);
      if (next !== 'done') await lookLater(runId, next.againInMs);
    },
    { concurrency: 2, expireInS: EXPIRE_IN_S },
  );
  queue.define('resume-training-runs', resume, { cron: RESUME_CRON });
  return {
    async look(runId, transaction) {
      const singletonKey = `${runId}@now`;
      await queue.send(JOB, { runId }, transaction === undefined ? { singletonKey } : { singletonKey, transaction });
    },
    resume,
  };
}
