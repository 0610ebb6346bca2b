import { sql } from 'kysely';
import type { UsageKind } from '../../shared/api/storage.ts';
import type { Database } from '../database.ts';
import type { Usage } from './metered-store.ts';

/** The first day of a moment's month (UTC), as the database keeps it. */
export const monthOf = (at: number): string => `${new Date(at).toISOString().slice(0, 7)}-01`;

/** Adds what the store was asked for to the month's sums; several processes add to the same ones. */
export async function keepUsage(database: Database, usage: Usage, at: number): Promise<void> {
  for (const [kind, { requests, bytes }] of Object.entries(usage) as [UsageKind, Usage[UsageKind]][]) {
    if (requests === 0 && bytes === 0) continue;
    await sql`
      insert into storage_usage as sums (month, kind, requests, bytes)
      values (${monthOf(at)}::date, ${kind}, ${requests}, ${bytes})
      on conflict (month, kind) do update
        set requests = sums.requests + excluded.requests, bytes = sums.bytes + excluded.bytes
    `.execute(database);
  }
}
