import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database.ts';
import type { KeepDeps } from './keep-archive.ts';

/**
 * What keeps an object from being taken: `known`, an archive stands on it; `busy`, it is being stored or decided about
 * by somebody else; `leaving`, an erasure is about to remove it.
 */
export type Unheld = 'known' | 'busy' | 'leaving';

/** `make` holds an object that nobody marked, `take` one whose storing was begun and never finished. */
export type Mark = 'make' | 'take';

/**
 * Does something with an object on which no archive stands while nobody else can: whoever stores, clears away, adopts
 * or deletes it needs its row in `pending_objects`. The row of `take` is left to `work`; that of `make` is gone
 * afterwards, also when this process dies.
 */
export async function holdObject(
  { database, now }: Pick<KeepDeps, 'database' | 'now'>,
  { objectKey, mark }: { objectKey: string; mark: Mark },
  work: (transaction: Transaction<Tables>) => Promise<void>,
): Promise<Unheld | 'held'> {
  return await database.transaction().execute(async (transaction) => {
    const held =
      mark === 'take' ? await takeMark(transaction, objectKey) : await makeMark(transaction, { objectKey, at: now() });
    if (!held) return 'busy';
    const unheld = await whyNot(transaction, objectKey);
    if (unheld === undefined) await work(transaction);
    if (mark === 'make') await dropMark(transaction, objectKey);
    return unheld ?? 'held';
  });
}

async function takeMark(transaction: Transaction<Tables>, objectKey: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('pending_objects')
    .select('object_key')
    .where('object_key', '=', objectKey)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Marks an object for the rest of the transaction: whoever wants to store it waits until that has ended.
 * @returns false when somebody else has marked it, who may be storing it just now
 */
export async function makeMark(
  transaction: Transaction<Tables>,
  { objectKey, at }: { objectKey: string; at: number },
): Promise<boolean> {
  const row = await transaction
    .insertInto('pending_objects')
    .values({ object_key: objectKey, begun_at: at })
    .onConflict((conflict) => conflict.column('object_key').doNothing())
    .returning('object_key')
    .executeTakeFirst();
  return row !== undefined;
}

/** To be done last of all in the transaction that made it. */
export async function dropMark(transaction: Transaction<Tables>, objectKey: string): Promise<void> {
  await transaction.deleteFrom('pending_objects').where('object_key', '=', objectKey).execute();
}

async function whyNot(transaction: Transaction<Tables>, objectKey: string): Promise<Unheld | undefined> {
  const used = await transaction
    .selectFrom('archives')
    .select('session_id')
    .where('object_key', '=', objectKey)
    .executeTakeFirst();
  if (used !== undefined) return 'known';
  const erasure = await transaction
    .selectFrom('erasures')
    .select('id')
    .where('state', '!=', 'done')
    .where(sql<boolean>`object_keys @> ${JSON.stringify([objectKey])}::jsonb`)
    .executeTakeFirst();
  return erasure === undefined ? undefined : 'leaving';
}
