import type { JobQueue } from '../job-queue.ts';
import { type BudgetDeps, checkBudget } from './budget-alert.ts';
import { keepUsage } from './keep-usage.ts';
import type { Usage } from './metered-store.ts';

const HOURLY_CRON = '53 * * * *';
/** What a killed process has counted since is lost. */
const FLUSH_MS = 60_000;

/** Registers the hourly look at the budget; call it before the queue starts. */
export function defineBudgetCheck(queue: JobQueue, deps: BudgetDeps): void {
  queue.define('check-budget', async () => void (await checkBudget(deps)), { cron: HOURLY_CRON });
}

/** Writes the counts of this process down once a minute, and what is left of them when it ends. */
export function flushUsage({ database, now, log }: BudgetDeps, take: () => Usage): { stop(): Promise<void> } {
  const flush = () => keepUsage(database, take(), now());
  let flushing = Promise.resolve();
  const timer = setInterval(() => {
    flushing = flush().catch((error: unknown) => log.warn({ err: error }, 'what the store was asked for was not kept'));
  }, FLUSH_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await flushing;
      await flush();
    },
  };
}
