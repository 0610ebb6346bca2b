import { sql, type Transaction } from 'kysely';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import { type LedgerEntry, ledgerKey, listLedger, readLedger } from './erasure-ledger.ts';
import { beginErasure, bury } from './erasure-rows.ts';
import { readIfWhole } from './read-if-whole.ts';

export type RecallDeps = { database: Database; store: Pick<ArchiveStore, 'list' | 'getStream'>; now: () => number };

const AT_A_TIME = 500;

export type Recalled = {
  /** Erasures that the database had forgotten. */
  recalled: number;
  /** Those among them whose subject it held again, and loses anew. */
  again: number;
  /** Notes that could not be read: whom they are about is not known. */
  unreadable: { objectKey: string; words: string }[];
};

/**
 * Brings back what the store knows of erasures and a database that was put back from a backup does not: their
 * tombstones, their certificates, and, where it holds again what was erased, the erasure itself, which the server's
 * job then takes through its states. Repeating it changes nothing.
 */
export async function recallErasures(deps: RecallDeps): Promise<Recalled> {
  const sum: Recalled = { recalled: 0, again: 0, unreadable: [] };
  let ids: string[] = [];
  const look = async () => {
    for (const id of await unknownOf(deps.database, ids)) {
      const entry = await readIfWhole(() => readLedger(deps.store, id));
      if ('unreadable' in entry) {
        sum.unreadable.push({ objectKey: ledgerKey(id), words: entry.unreadable });
        continue;
      }
      sum.recalled++;
      if ((await recall(deps, entry)) === 'again') sum.again++;
    }
    ids = [];
  };
  for await (const id of listLedger(deps.store)) if (ids.push(id) === AT_A_TIME) await look();
  await look();
  return sum;
}

async function unknownOf(database: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = await database.selectFrom('erasures').select('id').where('id', 'in', ids).execute();
  const found = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !found.has(id));
}

async function recall({ database, now }: RecallDeps, entry: LedgerEntry): Promise<'again' | 'noted'> {
  return await database.transaction().execute(async (transaction) => {
    await bury(transaction, [entry.tombstone, ...entry.sessions], entry.askedAt);
    const subjectId = await findSubject(transaction, entry);
    const { id, subject, reason, askedAt } = entry;
    if (subjectId === undefined) await insertDone(transaction, entry);
    else await beginErasure(transaction, { id, subject, subjectId, reason, now: askedAt });
    const again = subjectId !== undefined;
    const details = { erasure: id, subject, reason, again };
    await recordAct(transaction, { at: now(), actor: 'system', act: 'recall-erasure', subject: id, details });
    return again ? 'again' : 'noted';
  });
}

/** Who or what it was, where the database holds it: a tombstone is the hash of an id. */
async function findSubject(
  transaction: Transaction<Tables>,
  { subject, tombstone }: LedgerEntry,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom(subject === 'participant' ? 'participants' : 'sessions')
    .select('id')
    .where(sql<string>`encode(sha256(convert_to(id::text, 'UTF8')), 'hex')`, '=', tombstone)
    .executeTakeFirst();
  return row?.id;
}

/** Its certificate, as far as the store has it: what was asked of a provider afterwards is not in it. */
async function insertDone(transaction: Transaction<Tables>, entry: LedgerEntry): Promise<void> {
  await transaction
    .insertInto('erasures')
    .values({
      id: entry.id,
      subject: entry.subject,
      subject_id: null,
      reason: entry.reason,
      asked_at: entry.askedAt,
      finished_at: entry.askedAt,
      state: 'done',
      object_keys: '[]',
      datasets: '[]',
      upload_names: '[]',
      models: '[]',
      counts: JSON.stringify(entry.counts),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
