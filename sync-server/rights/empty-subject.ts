import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database.ts';
import { tombstoneOf } from '../ingest/check-willingness.ts';
import type { ErasureDeps, OpenErasure } from './advance-erasure.ts';
import { bury, plus, union } from './erasure-rows.ts';
import { makeStale } from './stale-datasets.ts';

/**
 * `emptying` → `removing-files`: one session after the other loses its rows, and what lies outside of the database is
 * written into the erasure in the same transaction; then the participant goes, with tokens and consents.
 */
export async function emptySubject(deps: ErasureDeps, erasure: OpenErasure): Promise<void> {
  while (await deps.database.transaction().execute((transaction) => eraseNext(deps, transaction, erasure)));
  const uploads = await deps.parts.removeAllOf(erasure.subject_id);
  await deps.database.transaction().execute(async (transaction) => {
    const gone = erasure.subject === 'participant' ? await eraseParticipant(transaction, erasure.subject_id) : {};
    const { counts } = await current(transaction, erasure.id);
    await transaction
      .updateTable('erasures')
      .set({ state: 'removing-files', counts: plus(counts, { ...gone, uploads }) })
      .where('id', '=', erasure.id)
      .where('state', '=', 'emptying')
      .execute();
  });
}

const current = (transaction: Transaction<Tables>, id: string) =>
  transaction.selectFrom('erasures').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

/** @returns whether there was one. */
async function eraseNext(
  { now, look }: ErasureDeps,
  transaction: Transaction<Tables>,
  { id, subject, subject_id: subjectId }: OpenErasure,
): Promise<boolean> {
  // Whoever is writing this session into a dataset holds its row: that is waited for, and then seen below.
  const session = await transaction
    .selectFrom('sessions')
    .select(['id', 'interactions', 'pictures'])
    .where(subject === 'participant' ? 'participant_id' : 'id', '=', subjectId)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (session === undefined) return false;
  const archive = await transaction
    .selectFrom('archives')
    .select(['object_key', 'bytes'])
    .where('session_id', '=', session.id)
    .executeTakeFirst();
  const datasets = await makeStale(transaction, { of: { sessionId: session.id }, reason: 'erased', now: now(), look });
  await forgetRejections(transaction, datasets, session.id);
  await transaction.deleteFrom('sessions').where('id', '=', session.id).execute();
  await bury(transaction, [tombstoneOf(session.id)], now());
  const { object_keys: keys, datasets: known, counts } = await current(transaction, id);
  const { interactions, pictures } = session;
  await transaction
    .updateTable('erasures')
    .set({
      object_keys: union(keys, archive === undefined ? [] : [archive.object_key]),
      datasets: union(known, datasets),
      counts: plus(counts, { sessions: 1, bytes: archive?.bytes ?? 0, interactions, pictures }),
    })
    .where('id', '=', id)
    .execute();
  return true;
}

/** Datasets tell which lines they left out, and of which session. */
async function forgetRejections(
  transaction: Transaction<Tables>,
  datasets: readonly string[],
  sessionId: string,
): Promise<void> {
  if (datasets.length === 0) return;
  await sql`
    update datasets set sha256 = null, rejected = coalesce(
      (select jsonb_agg(one) from jsonb_array_elements(rejected) one where one ->> 'sessionId' <> ${sessionId}), '[]')
    where id in (${sql.join(datasets)})
  `.execute(transaction);
}

async function eraseParticipant(transaction: Transaction<Tables>, participantId: string) {
  const count = async (table: 'tokens' | 'consents'): Promise<number> => {
    const found = await transaction
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where('participant_id', '=', participantId)
      .executeTakeFirstOrThrow();
    return found.rows;
  };
  const [tokens, consentRecords] = [await count('tokens'), await count('consents')];
  await sql`update datasets set filter = filter - 'participantId' where filter ->> 'participantId' = ${participantId}`.execute(
    transaction,
  );
  await transaction.deleteFrom('participants').where('id', '=', participantId).execute();
  return { tokens, consentRecords };
}
