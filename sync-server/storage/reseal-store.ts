import { resealFolder, type Resealed } from '../adapters/reseal-folder.ts';
import type { StoreKeys } from '../adapters/store-keys.ts';
import type { Database } from '../database.ts';
import { holdRow } from './hold-row.ts';

/**
 * Seals the folder store anew with the first of the keys, while servers may be at work on it. A plain file is sealed
 * when the database knows its content by its digest, or when `trustPlain` says that nobody else could write there.
 */
export async function resealStore(
  database: Database,
  { folders, keys, trustPlain }: { folders: readonly string[]; keys: StoreKeys; trustPlain: boolean },
): Promise<Resealed> {
  return await resealFolder({
    folders,
    keys,
    hold: async (key, work) => {
      const isOurs = (from: Database) => async (sha256: string) =>
        trustPlain || (await isKnownContent(from, key, sha256));
      // Inside the transaction nothing but it may be asked.
      const hold = await holdRow(database, key, (transaction) => work(isOurs(transaction)));
      if (hold === 'nobody') await work(isOurs(database));
      return hold === 'leaving' ? 'leaving' : 'done';
    },
  });
}

/** Whether an archive of this content stands on `key`. Of a dataset's single files no digest is kept. */
async function isKnownContent(database: Database, key: string, sha256: string): Promise<boolean> {
  const row = await database.selectFrom('archives').select('sha256').where('object_key', '=', key).executeTakeFirst();
  return row?.sha256 === sha256;
}
