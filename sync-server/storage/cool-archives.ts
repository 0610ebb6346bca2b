import { sql } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import type { StoreTiers } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { TierDeps } from './bring-back.ts';
import { holdRow } from './hold-row.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const AT_A_TIME = 500;
/** Of one night; the next one takes the rest. */
const MOST_AT_ONCE = 20_000;

/** When an archive was last read, or came. */
const lastUse = sql<number>`coalesce(read_at, received_at)`;

/**
 * Moves what nobody has read for `days` to cold storage, archives that are still to be screened excepted. It may be
 * killed anywhere: an archive whose row says `hot` although it is cold is moved again, or brought back when it is read.
 */
export async function coolArchives(
  deps: TierDeps,
  { days, dryRun = false }: { days: number; dryRun?: boolean },
): Promise<{ cooled: number; bytes: number; missing: number }> {
  const { database, store, now } = deps;
  const { tiers } = store;
  const before = now() - days * DAY_MS;
  const done = { cooled: 0, bytes: 0, missing: 0 };
  let after = '';
  if (tiers === undefined) return done;
  while (done.cooled < MOST_AT_ONCE) {
    const rows = await database
      .selectFrom('archives')
      .innerJoin('sessions', 'sessions.id', 'archives.session_id')
      .select(['object_key', 'bytes'])
      .where('tier', '=', 'hot')
      .where(lastUse, '<', before)
      .where('screening', '!=', 'unscanned')
      .where('object_key', '>', after)
      .orderBy('object_key')
      .limit(AT_A_TIME)
      .execute();
    for (const { object_key: key, bytes } of rows) {
      const outcome = dryRun ? 'cooled' : await coolOne(deps, tiers, { key, before });
      if (outcome === 'missing') done.missing++;
      if (outcome !== 'cooled') continue;
      done.cooled++;
      done.bytes += bytes;
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.object_key;
  }
  if (!dryRun && done.cooled > 0) {
    await recordAct(database, { at: now(), actor: 'system', act: 'cool-archives', subject: 'store', details: done });
  }
  return done;
}

/** One that was read or erased since it was listed stays where it is. */
async function coolOne(
  { database }: TierDeps,
  tiers: StoreTiers,
  { key, before }: { key: string; before: number },
): Promise<'cooled' | 'missing' | 'kept'> {
  let outcome: 'cooled' | 'kept' = 'kept';
  try {
    await holdRow(database, key, async (transaction) => {
      const isOurs = await transaction
        .selectFrom('archives')
        .select('object_key')
        .where('object_key', '=', key)
        .where('tier', '=', 'hot')
        .where(lastUse, '<', before)
        .executeTakeFirst();
      if (isOurs === undefined) return;
      await tiers.cool(key);
      // Last of all: the sums that this changes are waited for by whoever stores something meanwhile.
      await transaction.updateTable('archives').set({ tier: 'cold' }).where('object_key', '=', key).execute();
      outcome = 'cooled';
    });
  } catch (error) {
    // Comparing the store with the database tells about it.
    if (error instanceof KnownError && error.code === 'NOT_FOUND') return 'missing';
    throw error;
  }
  return outcome;
}
