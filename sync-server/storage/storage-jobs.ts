import type { JobQueue } from '../job-queue.ts';
import type { BudgetDeps } from './budget-alert.ts';
import { type CheckJobs, checkJobs } from './check-jobs.ts';
import type { CheckDeps } from './check-store.ts';
import { defineBudgetCheck } from './cost-jobs.ts';
import { defineTierJobs, type TierJobDeps } from './tier-jobs.ts';

/** Registers all that is done to the store by itself; call it before the queue starts. */
export function storageJobs(queue: JobQueue, deps: CheckDeps & TierJobDeps & BudgetDeps): CheckJobs {
  defineTierJobs(queue, deps);
  defineBudgetCheck(queue, deps);
  return checkJobs(queue, deps);
}
