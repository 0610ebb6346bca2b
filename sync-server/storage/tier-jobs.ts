import type { Logger } from 'pino';
import type { JobQueue } from '../job-queue.ts';
import { finishRestorations, type TierDeps } from './bring-back.ts';
import { coolArchives } from './cool-archives.ts';

const NIGHTLY_CRON = '7 3 * * *';
const LOOK_CRON = '*/5 * * * *';

export type TierJobDeps = TierDeps & {
  /** Undefined: nothing goes to cold storage. */
  coldAfterDays: number | undefined;
  /** Takes up what waits for archives that have come back. */
  resumeWaiting(): Promise<void>;
  log: Logger;
};

/** Registers what moves archives between hot and cold storage; call it before the queue starts. */
export function defineTierJobs(queue: JobQueue, deps: TierJobDeps): void {
  const { coldAfterDays: days, log } = deps;
  queue.define(
    'cool-archives',
    async () => {
      if (days === undefined) return;
      const done = await coolArchives(deps, { days });
      if (done.cooled + done.missing > 0) log.info(done, 'archives that nobody reads went to cold storage');
    },
    { cron: NIGHTLY_CRON, expireInS: 6 * 3_600 },
  );
  queue.define(
    'finish-restorations',
    async () => {
      const come = await finishRestorations(deps);
      if (come > 0) log.info({ come }, 'archives came back from cold storage');
      // Always: what was waited for may have come because somebody else asked for it.
      await deps.resumeWaiting();
    },
    { cron: LOOK_CRON, expireInS: 3_600 },
  );
}
