import { sql } from 'kysely';
import { type ArchiveStore, BrokenFile } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database } from '../database.ts';
import { dropMark, holdObject, makeMark } from './hold-object.ts';
import type { KeepDeps } from './keep-archive.ts';

export type StorageDeps = Pick<KeepDeps, 'database' | 'store' | 'now'>;

const AT_A_TIME = 500;

/** What does not fit together, by keys of the store. */
export type StorageReport = {
  objects: number;
  archives: number;
  /** Objects that no archive stands on and nobody is storing: of a killed process, or of a database that was put back. */
  orphans: string[];
  /** Archives whose object is gone, or has another size than was received. */
  missing: string[];
};

/**
 * Compares the store with the database, both ways. It may run while archives come in: what is being stored at the moment
 * is neither missing nor an orphan. Memory stays flat however much there is.
 */
export async function checkStorage(deps: StorageDeps): Promise<StorageReport> {
  const report: StorageReport = { objects: 0, archives: 0, orphans: [], missing: [] };
  await findOrphans(deps, report);
  await findMissing(deps, report);
  return report;
}

/** Deletes an object on which nothing stands, unless somebody has come to store or adopt it since it was found. */
export async function deleteOrphan(deps: StorageDeps, objectKey: string, actor = 'system'): Promise<void> {
  await holdObject(deps, { objectKey, mark: 'make' }, async (transaction) => {
    await deps.store.delete(objectKey);
    await recordAct(transaction, { at: deps.now(), actor, act: 'delete-orphan', subject: objectKey });
  });
}

/** Adds to the report how many objects there are, and those on which nothing stands. */
export async function findOrphans(
  { database, store }: Pick<StorageDeps, 'database' | 'store'>,
  report: Pick<StorageReport, 'objects' | 'orphans'>,
): Promise<void> {
  let keys: string[] = [];
  const look = async () => {
    if (keys.length === 0) return;
    // One statement, one moment: an archive that is stored just now is on exactly one of the two lists.
    const known = await database
      .selectFrom('archives')
      .select('object_key')
      .where('object_key', 'in', keys)
      .unionAll(database.selectFrom('pending_objects').select('object_key').where('object_key', 'in', keys))
      // Its rows are gone, and the erasure is about to remove it.
      .unionAll(beingErased(database, keys))
      .execute();
    const found = new Set(known.map(({ object_key: key }) => key));
    report.orphans.push(...keys.filter((key) => !found.has(key)));
    keys = [];
  };
  for await (const { key } of store.list('archives/')) {
    report.objects++;
    keys.push(key);
    if (keys.length === AT_A_TIME) await look();
  }
  await look();
}

/** Those of the objects that an erasure has still to remove. */
const beingErased = (database: Database, keys: readonly string[]) =>
  database
    .selectFrom('erasures')
    .innerJoinLateral(
      sql<{ object_key: string }>`jsonb_array_elements_text(object_keys)`.as<'one'>(sql`one(object_key)`),
      (join) => join.onTrue(),
    )
    .select('one.object_key')
    .where('one.object_key', 'in', keys);

async function findMissing({ database, store }: StorageDeps, report: StorageReport): Promise<void> {
  let after = '';
  for (;;) {
    const rows = await database
      .selectFrom('archives')
      .select(['object_key', 'bytes'])
      .where('object_key', '>', after)
      .orderBy('object_key')
      .limit(AT_A_TIME)
      .execute();
    for (const { object_key: key, bytes } of rows) {
      report.archives++;
      if ((await sizeOf(store, key)) !== bytes && (await isStillThere({ database }, key))) report.missing.push(key);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.object_key;
  }
}

/** Undefined also for a file that is not what was put there. */
async function sizeOf(store: Pick<ArchiveStore, 'size'>, key: string): Promise<number | undefined> {
  try {
    return await store.size(key);
  } catch (error) {
    if (error instanceof BrokenFile) return undefined;
    throw error;
  }
}

/** It may have been erased between reading its row and looking for its object. */
async function isStillThere({ database }: Pick<StorageDeps, 'database'>, objectKey: string): Promise<boolean> {
  const found = await database
    .selectFrom('archives')
    .select(sql<number>`1`.as('one'))
    .where('object_key', '=', objectKey)
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Deletes what is left of an archive whose object is not what was received: its device then sends it again. Rows and
 * object go in one transaction that holds the object's mark, so that what is sent again meanwhile, under the same key,
 * comes after it. One that somebody is storing at this moment is left for the next time.
 */
export async function forgetArchive({ database, store, now }: StorageDeps, objectKey: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const at = now();
    if (!(await makeMark(transaction, { objectKey, at }))) return;
    const gone = await transaction
      .deleteFrom('archives')
      .where('object_key', '=', objectKey)
      .returning('session_id')
      .executeTakeFirst();
    if (gone !== undefined) {
      await transaction.deleteFrom('sessions').where('id', '=', gone.session_id).execute();
      await recordAct(transaction, { at, actor: 'system', act: 'forget-missing', subject: gone.session_id });
      // What is left of it, when it had another size, would be in the way of the one that is sent again.
      await store.delete(objectKey);
    }
    await dropMark(transaction, objectKey);
  });
}
