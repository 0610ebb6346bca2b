import { sql, type Transaction } from 'kysely';
import type { Database, Tables } from '../database.ts';

/** `held`: the work was done. `leaving`: what stood on it is being removed or replaced. `nobody`: nothing stands on it. */
export type Hold = 'held' | 'leaving' | 'nobody';

/**
 * Does something to a stored file while the row is held that stands on it. Whoever erases takes that row first and
 * removes the file afterwards, so that what is moved or written anew meanwhile cannot come back after it is gone.
 */
export async function holdRow(
  database: Database,
  key: string,
  work: (transaction: Transaction<Tables>) => Promise<void>,
): Promise<Hold> {
  return await database.transaction().execute(async (transaction) => {
    const found = key.startsWith('datasets/') ? await ofDataset(transaction, key) : await ofArchive(transaction, key);
    if (found === 'held') await work(transaction);
    return found;
  });
}

async function ofArchive(transaction: Transaction<Tables>, key: string): Promise<Hold> {
  for (const table of ['archives', 'pending_objects'] as const) {
    const row = await transaction
      .selectFrom(table)
      .select('object_key')
      .where('object_key', '=', key)
      .forUpdate()
      .executeTakeFirst();
    if (row !== undefined) return 'held';
  }
  const erasure = await transaction
    .selectFrom('erasures')
    .select('id')
    .where('state', '!=', 'done')
    .where(sql<boolean>`object_keys @> ${JSON.stringify([key])}::jsonb`)
    .executeTakeFirst();
  return erasure === undefined ? 'nobody' : 'leaving';
}

async function ofDataset(transaction: Transaction<Tables>, key: string): Promise<Hold> {
  const [, id = ''] = key.split('/');
  const row = await transaction
    .selectFrom('datasets')
    .select('state')
    .where(sql<boolean>`id::text = ${id}`)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return 'nobody';
  return row.state === 'ready' ? 'held' : 'leaving';
}
