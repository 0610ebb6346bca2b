import { sql } from 'kysely';
import type { Logger } from 'pino';
import { recordAct } from '../audit/record-act.ts';
import type { Database } from '../database.ts';
import { type CostSettings, estimateCosts } from './estimate-costs.ts';
import { monthOf } from './keep-usage.ts';

export type BudgetDeps = {
  database: Database;
  now: () => number;
  costs: CostSettings;
  log: Logger;
  /** Tells somebody outside, in a sentence; undefined when nobody is to be told. */
  tell: ((words: string) => Promise<void>) | undefined;
};

/**
 * Alerts once a month, when the estimate has passed the budget: in the log, the audit log, on the admin page, and
 * outside. Who is outside is told first: a failure there is tried again, so that nobody is told nothing.
 */
export async function checkBudget({ database, now, costs, log, tell }: BudgetDeps): Promise<'passed' | 'within'> {
  const { budget } = costs;
  if (budget === undefined) return 'within';
  const { total, currency, passedAt, month } = await estimateCosts(database, costs, now());
  if (total <= budget || passedAt !== null) return 'within';
  const sum = (value: number) => `${value.toFixed(2)} ${currency}`;
  const words = `CodeSight: storage is estimated to cost ${sum(total)} in ${month}; the budget is ${sum(budget)}.`;
  await tell?.(words);
  log.error({ total, budget, currency }, words);
  await database.transaction().execute(async (transaction) => {
    const { numAffectedRows = 0n } = await sql`
      insert into budget_alerts (month, at, estimate, budget)
      values (${monthOf(now())}::date, ${now()}, ${total}, ${budget}) on conflict do nothing
    `.execute(transaction);
    if (numAffectedRows === 0n) return;
    const details = { total, budget, currency };
    await recordAct(transaction, { at: now(), actor: 'system', act: 'pass-budget', subject: 'storage', details });
  });
  return 'passed';
}
