import type { Restoration } from '../../shared/api/storage.ts';
import { KnownError } from '../../shared/errors.ts';
import type { ArchiveStore } from '../archive-store.ts';
import type { Database } from '../database.ts';
import { holdRow } from './hold-row.ts';

export type TierDeps = { database: Database; store: Pick<ArchiveStore, 'tiers'>; now: () => number };

/** Rows of one query. */
const AT_A_TIME = 1_000;

/**
 * Brings an archive back to hot storage, or begins to. Resolves to 0 when it is there, else to the moment at which it
 * should be. Asking again while it is on its way is harmless. Throws NOT_FOUND when it is being erased.
 */
export async function bringBack({ database, store, now }: TierDeps, objectKey: string): Promise<number> {
  const { tiers } = store;
  if (tiers === undefined) return 0;
  let readyAt = 0;
  const hold = await holdRow(database, objectKey, async (transaction) => {
    const waitS = await tiers.warm(objectKey);
    readyAt = waitS === 0 ? 0 : now() + waitS * 1000;
    await transaction
      .updateTable('archives')
      // What has come back was asked for: it is not sent away again the next night.
      .set(readyAt === 0 ? { tier: 'hot', ready_at: null, read_at: now() } : { tier: 'restoring', ready_at: readyAt })
      .where('object_key', '=', objectKey)
      .execute();
  });
  if (hold !== 'held') throw new KnownError('NOT_FOUND', 'There is no archive of such a session any more.');
  return readyAt;
}

/** The same for a session's archive; undefined when there is none. */
export async function bringSessionBack(deps: TierDeps, sessionId: string): Promise<Restoration | undefined> {
  const row = await deps.database
    .selectFrom('archives')
    .select('object_key')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const readyAt = await bringBack(deps, row.object_key);
  return readyAt === 0 ? { state: 'hot', readyAt: null } : { state: 'restoring', readyAt };
}

/** Has all archives of these sessions brought back. Resolves to 0 when all are there, else to when the last one should be. */
export async function bringAllBack(deps: TierDeps, sessionIds: readonly string[]): Promise<number> {
  let latest = 0;
  for (let from = 0; from < sessionIds.length; from += AT_A_TIME) {
    const rows = await deps.database
      .selectFrom('archives')
      .select(['object_key', 'ready_at'])
      .where('session_id', 'in', sessionIds.slice(from, from + AT_A_TIME))
      .where('tier', '!=', 'hot')
      .execute();
    for (const { object_key: key, ready_at: readyAt } of rows) {
      const isOnItsWay = readyAt !== null && readyAt > deps.now();
      latest = Math.max(latest, isOnItsWay ? readyAt : await bringBackIfThere(deps, key));
    }
  }
  return latest;
}

/** Looks at what was asked back and should be there by now. @returns how many have come. */
export async function finishRestorations(deps: TierDeps): Promise<number> {
  const rows = await deps.database
    .selectFrom('archives')
    .select('object_key')
    .where('tier', '=', 'restoring')
    .where('ready_at', '<=', deps.now())
    .orderBy('ready_at')
    .limit(AT_A_TIME)
    .execute();
  let come = 0;
  for (const { object_key: key } of rows) if ((await bringBackIfThere(deps, key)) === 0) come++;
  return come;
}

/**
 * One that was erased meanwhile, or whose object is missing, is not waited for: whoever reads it is told, and comparing
 * the store with the database finds it.
 */
async function bringBackIfThere(deps: TierDeps, objectKey: string): Promise<number> {
  try {
    return await bringBack(deps, objectKey);
  } catch (error) {
    if (!(error instanceof KnownError && error.code === 'NOT_FOUND')) throw error;
  }
  await deps.database
    .updateTable('archives')
    .set({ tier: 'hot', ready_at: null })
    .where('object_key', '=', objectKey)
    .execute();
  return 0;
}

/** What somebody is told who has to wait. */
export function isComingBack(readyAt: number, now: number): KnownError {
  const retryAfterS = Math.max(60, Math.ceil((readyAt - now) / 1000));
  const when = new Date(readyAt).toISOString().slice(0, 16).replace('T', ' ');
  return new KnownError(
    'ARCHIVE_COLD',
    `This lies in cold storage and is being brought back. It should be there by ${when} (UTC); ask again then.`,
    { retryAfterS },
  );
}
