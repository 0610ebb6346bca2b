import { sql } from 'kysely';
import type { TrainingCosts } from '../../shared/api/storage.ts';
import type { Database } from '../database.ts';
import { findTrainingPrice, type TrainingPrices } from './training-prices.ts';

/** What the runs that were begun in `month` (its first day) cost, as far as their provider has told. */
export async function estimateTraining(
  database: Database,
  prices: TrainingPrices,
  month: string,
): Promise<TrainingCosts> {
  const from = Date.parse(month);
  const { rows } = await sql<{ model: string; runs: number; tokens: number; untold: number }>`
    select base_model as model, count(*) as runs, coalesce(sum(trained_tokens), 0)::bigint as tokens,
      count(*) filter (where trained_tokens is null and provider_job_id is not null) as untold
    from training_runs
    where created_at >= ${from} and created_at < extract(epoch from ${month}::date + interval '1 month') * 1000
    group by base_model order by base_model
  `.execute(database);
  const models = rows.map(({ model, runs, tokens, untold }) => {
    const price = findTrainingPrice(prices, model);
    return { model, runs, trainedTokens: tokens, untold, cost: price === undefined ? null : (tokens / 1e6) * price };
  });
  return {
    currency: prices.currency,
    models,
    total: models.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
  };
}
