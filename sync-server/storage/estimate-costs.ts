import { sql } from 'kysely';
import type { StorageCosts, UsageKind } from '../../shared/api/storage.ts';
import type { Database } from '../database.ts';
import { estimateTraining } from '../train/training-costs.ts';
import type { TrainingPrices } from '../train/training-prices.ts';
import { monthOf } from './keep-usage.ts';
import type { Prices } from './prices.ts';

const GB = 1024 ** 3;
const MOST_ITEMS = 500;

export type CostSettings = {
  prices: Prices;
  /** A month, in the prices' currency; undefined: no alert. */
  budget: number | undefined;
  training: TrainingPrices;
};

/** What storage and training cost this month, from sums that the database keeps: it never reads a million rows. */
export async function estimateCosts(database: Database, settings: CostSettings, now: number): Promise<StorageCosts> {
  const { prices, budget } = settings;
  const month = monthOf(now);
  const byTier = { hot: prices.hotGbMonth, cold: prices.coldGbMonth };
  const { rows: tiers } = await sql<{ tier: 'hot' | 'cold'; archives: number; bytes: number }>`
    select tier, sum(archives)::bigint as archives, sum(bytes)::bigint as bytes
    from tier_totals group by tier order by tier desc
  `.execute(database);
  const { rows: usage } = await sql<{ kind: UsageKind; requests: number; bytes: number }>`
    select kind, requests, bytes from storage_usage where month = ${month}::date order by kind
  `.execute(database);
  const { rows: items } = await sql<{ site: string; month: string; archives: number; hot: number; cold: number }>`
    select site, to_char(month, 'YYYY-MM') as month, sum(archives)::bigint as archives,
      coalesce(sum(bytes) filter (where tier = 'hot'), 0)::bigint as hot,
      coalesce(sum(bytes) filter (where tier = 'cold'), 0)::bigint as cold
    from tier_totals group by 1, 2 having sum(archives) > 0
    order by sum(bytes) desc, 2 desc, 1 limit ${MOST_ITEMS}
  `.execute(database);
  const { rows: sets } = await sql<{ datasets: number; bytes: number }>`
    select count(*) as datasets, coalesce(sum(bytes), 0)::bigint as bytes from datasets where bytes > 0
  `.execute(database);
  const { rows: passed } = await sql<{ at: number }>`
    select at from budget_alerts where month = ${month}::date
  `.execute(database);
  const kept = tiers.map((row) => ({ ...row, cost: (row.bytes / GB) * byTier[row.tier] }));
  const used = usage.map((row) => ({ ...row, cost: usageCost(row, prices) }));
  const { datasets: count, bytes: setBytes } = sets[0] ?? { datasets: 0, bytes: 0 };
  const datasets = { datasets: count, bytes: setBytes, cost: (setBytes / GB) * prices.hotGbMonth };
  const total = [...kept, ...used, datasets].reduce((sum, { cost }) => sum + cost, 0);
  return {
    month: month.slice(0, 7),
    currency: prices.currency,
    tiers: kept,
    usage: used,
    datasets,
    total,
    budget: budget ?? null,
    passedAt: passed[0]?.at ?? null,
    items: items.map(({ hot, cold, ...item }) => ({
      ...item,
      bytes: hot + cold,
      cost: (hot * byTier.hot + cold * byTier.cold) / GB,
    })),
    training: await estimateTraining(database, settings.training, month),
  };
}

function usageCost(
  { kind, requests, bytes }: { kind: UsageKind; requests: number; bytes: number },
  prices: Prices,
): number {
  if (kind === 'write') return (requests / 1000) * prices.writes1000;
  if (kind === 'restore') return (bytes / GB) * prices.restoredGb + (requests / 1000) * prices.writes1000;
  return (requests / 1000) * prices.reads1000 + (bytes / GB) * prices.outGb;
}
