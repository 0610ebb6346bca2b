import type { Transaction } from 'kysely';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import { tombstoneOf } from '../ingest/check-willingness.ts';
import { consentInForce } from './consent-in-force.ts';
import { type ConsentNote, listNotes, noteKey, readNote } from './consent-notes.ts';
import { readIfWhole } from './read-if-whole.ts';
import { makeStale } from './stale-datasets.ts';

export type RecallConsentDeps = {
  database: Database;
  store: Pick<ArchiveStore, 'list' | 'getStream' | 'delete'>;
  now: () => number;
};

export type RecalledConsents = {
  /** Consents and withdrawals that the database had forgotten, or still has where this was only a look. */
  recalled: number;
  unreadable: { objectKey: string; words: string }[];
};

/**
 * Writes consents and withdrawals into the history that the store knows of and a database from a backup does not, and
 * has hold what they come to. Repeating it changes nothing; notes about somebody who was erased are removed. `look` only
 * says how many there are.
 */
export async function recallConsents(
  deps: RecallConsentDeps,
  mode: 'recall' | 'look' = 'recall',
): Promise<RecalledConsents> {
  const { database, store } = deps;
  const participants = new Map<string, string>();
  for (const { id } of await database.selectFrom('participants').select('id').execute()) {
    participants.set(tombstoneOf(id), id);
  }
  const rows = await database.selectFrom('consents').select(['participant_id', 'at', 'act']).execute();
  const known = new Set(rows.map(noteKey));
  const sum: RecalledConsents = { recalled: 0, unreadable: [] };
  const forgotten = new Map<string, ConsentNote[]>();
  for await (const { key, tombstone } of listNotes(store)) {
    if (known.has(key)) continue;
    const participantId = participants.get(tombstone);
    if (participantId === undefined) await removeIfErased(deps, key, tombstone);
    else {
      const note = await readIfWhole(() => readNote(store, key));
      if ('unreadable' in note) sum.unreadable.push({ objectKey: key, words: note.unreadable });
      else forgotten.set(participantId, [...(forgotten.get(participantId) ?? []), note]);
    }
  }
  for (const [participantId, notes] of forgotten) {
    if (mode === 'recall') {
      await database.transaction().execute((transaction) => recall(deps, transaction, { participantId, notes }));
    }
    sum.recalled += notes.length;
  }
  return sum;
}

/** Somebody who joined after the backup is not known either: they may be, once they have joined again. */
async function removeIfErased({ database, store }: RecallConsentDeps, key: string, tombstone: string): Promise<void> {
  const erased = await database
    .selectFrom('tombstones')
    .select('sha256')
    .where('sha256', '=', tombstone)
    .executeTakeFirst();
  if (erased !== undefined) await store.delete(key);
}

async function recall(
  { now }: RecallConsentDeps,
  transaction: Transaction<Tables>,
  { participantId, notes }: { participantId: string; notes: readonly ConsentNote[] },
): Promise<void> {
  const held = await transaction
    .selectFrom('participants')
    .select('id')
    .where('id', '=', participantId)
    .forUpdate()
    .executeTakeFirst();
  // Erased since it was looked for.
  if (held === undefined) return;
  for (const { purposes, ...note } of notes) {
    await transaction
      .insertInto('consents')
      .values({ participant_id: participantId, purposes: JSON.stringify(purposes), ...note })
      .execute();
  }
  const history = await transaction
    .selectFrom('consents')
    .selectAll()
    .where('participant_id', '=', participantId)
    .orderBy('id')
    .execute();
  const inForce = consentInForce(history);
  if (inForce === undefined) return;
  const { consent, withdrawnAt } = inForce;
  await transaction
    .updateTable('participants')
    .set({ consent: JSON.stringify(consent), withdrawn_at: withdrawnAt })
    .where('id', '=', participantId)
    .execute();
  if (withdrawnAt !== null || !consent.purposes.includes('training')) {
    // Runs that this stops are cleared up at their provider with the server's next start.
    const look = () => Promise.resolve();
    await makeStale(transaction, { of: { participantId }, reason: 'withdrawn', now: now(), look });
  }
  const details = { acts: notes.map(({ act, at, purposes }) => ({ act, at, purposes })) };
  await recordAct(transaction, { at: now(), actor: 'system', act: 'recall-consents', subject: participantId, details });
}
