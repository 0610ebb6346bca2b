import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import type { Database } from '../database.ts';

export type VerifyDeps = { database: Database; store: Pick<ArchiveStore, 'getStream'>; now: () => number };

/** How much is read of one check; the next one goes on with what was not looked at for longest. */
export type VerifyLimits = { archives: number; bytes: number };
export type Damaged = { objectKey: string; words: string };

/** With so many something else is wrong than a bit here and there. */
const MOST_DAMAGED = 1_000;

type Row = { object_key: string; sha256: string; bytes: number };

/**
 * Reads archives in hot storage, those first that were not read so for longest, and compares them with their digests.
 * Disks and buckets lose a bit now and then; the device that could send again is found only while it still can. What
 * was damaged the last time is always read again, and counts as not verified until it is whole.
 */
export async function verifyArchives(
  deps: VerifyDeps,
  limits: VerifyLimits,
): Promise<{ verified: number; damaged: Damaged[] }> {
  const { database } = deps;
  const done = { verified: 0, damaged: new Array<Damaged>() };
  const begun = deps.now();
  const again = await database
    .selectFrom('archives')
    .innerJoin('storage_findings', 'storage_findings.object_key', 'archives.object_key')
    .select(['archives.object_key', 'sha256', 'bytes'])
    .where('kind', '=', 'damaged')
    .execute();
  for (const row of again) await verifyOne(deps, { row, begun }, done);
  let bytes = 0;
  for (let looked = 0; looked < limits.archives && done.damaged.length < MOST_DAMAGED; looked++) {
    const [row] = await longestUnread(database, { begun, but: done.damaged });
    if (row === undefined || bytes + row.bytes > limits.bytes) break;
    await verifyOne(deps, { row, begun }, done);
    bytes += row.bytes;
  }
  return done;
}
async function longestUnread(
  database: Database,
  { begun, but }: { begun: number; but: readonly Damaged[] },
): Promise<Row[]> {
  return await database
    .selectFrom('archives')
    .select(['object_key', 'sha256', 'bytes'])
    .where('tier', '=', 'hot')
    .where(sql<number>`coalesce(verified_at, 0)`, '<', begun)
    .$if(but.length > 0, (query) =>
      query.where(
        'object_key',
        'not in',
        but.map(({ objectKey }) => objectKey),
      ),
    )
    .orderBy(sql`coalesce(verified_at, 0)`)
    .orderBy('object_key')
    .limit(1)
    .execute();
}

async function verifyOne(
  { database, store }: VerifyDeps,
  { row, begun }: { row: Row; begun: number },
  done: { verified: number; damaged: Damaged[] },
): Promise<void> {
  const { object_key: objectKey, sha256 } = row;
  const words = await findDamage(store, { key: objectKey, sha256 });
  done.verified++;
  if (words !== undefined) done.damaged.push({ objectKey, words });
  else {
    await database.updateTable('archives').set({ verified_at: begun }).where('object_key', '=', objectKey).execute();
  }
}

/** What is wrong with an object, in a sentence; undefined also for one that is not there, which others tell about. */
async function findDamage(
  store: VerifyDeps['store'],
  { key, sha256 }: { key: string; sha256: string },
): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const piece of await store.getStream(key)) hash.update(piece as Buffer); // no encoding was asked for
  } catch (error) {
    if (error instanceof BrokenFile) return error.message;
    if (error instanceof KnownError && ['NOT_FOUND', 'ARCHIVE_COLD'].includes(error.code)) return undefined;
    throw error;
  }
  return hash.digest('hex') === sha256 ? undefined : 'Its content has another SHA-256 than what was received.';
}
