import { randomUUID } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import type { ErasureCertificate, ErasureCounts, ErasureReason, ErasureSubject } from '../../shared/api/rights.ts';
import { KnownError } from '../../shared/errors.ts';
import type { Database, Tables } from '../database.ts';
import { tombstoneOf } from '../ingest/check-willingness.ts';

export type Erasure = Selectable<Tables['erasures']>;

const nothing: ErasureCounts = {
  sessions: 0,
  bytes: 0,
  interactions: 0,
  pictures: 0,
  uploads: 0,
  datasets: 0,
  providerFiles: 0,
  tokens: 0,
  consentRecords: 0,
};

export type ErasureOrder = {
  subject: ErasureSubject;
  subjectId: string;
  reason: ErasureReason;
  now: number;
  /** Of one that is known already (recall-erasures.ts). */
  id?: string;
};

/**
 * Begins an erasure: from the moment that this commits, nothing of the subject is taken in any more. Asking again gives
 * the one that is under way. The id is random, since it is all that is needed to see the certificate. Throws NOT_FOUND.
 */
export async function beginErasure(transaction: Transaction<Tables>, order: ErasureOrder): Promise<Erasure> {
  const { subject, subjectId, reason, now, id = randomUUID() } = order;
  await closeSubject(transaction, order);
  await transaction
    .insertInto('erasures')
    .values({
      id,
      subject,
      subject_id: subjectId,
      reason,
      asked_at: now,
      finished_at: null,
      state: 'emptying',
      object_keys: '[]',
      datasets: '[]',
      upload_names: '[]',
      models: '[]',
      counts: JSON.stringify(nothing),
    })
    .onConflict((conflict) => conflict.column('subject_id').doNothing())
    .execute();
  return await transaction
    .selectFrom('erasures')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .executeTakeFirstOrThrow();
}

/** Takes the row that every upload holds until it has committed: none can come after this. */
async function closeSubject(
  transaction: Transaction<Tables>,
  { subject, subjectId, now }: ErasureOrder,
): Promise<void> {
  if (subject === 'session') {
    const session = await transaction
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', subjectId)
      .forUpdate()
      .executeTakeFirst();
    if (session === undefined) throw new KnownError('NOT_FOUND', 'There is no such session.');
    return bury(transaction, [tombstoneOf(subjectId)], now);
  }
  const closed = await transaction
    .updateTable('participants')
    .set((value) => ({ withdrawn_at: value.fn.coalesce('withdrawn_at', value.val(now)) }))
    .where('id', '=', subjectId)
    .returning('id')
    .executeTakeFirst();
  if (closed === undefined) throw new KnownError('NOT_FOUND', 'There is no such participant.');
  const tokens = await transaction
    .selectFrom('tokens')
    .select('sha256')
    .where('participant_id', '=', subjectId)
    .execute();
  await bury(transaction, [tombstoneOf(subjectId), ...tokens.map(({ sha256 }) => sha256)], now);
}

export async function bury(database: Database, hashes: readonly string[], now: number): Promise<void> {
  if (hashes.length === 0) return;
  await database
    .insertInto('tombstones')
    .values(hashes.map((sha256) => ({ sha256, erased_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const remains = {
  models: 'A model that was trained before cannot forget; no other model is trained with what was erased.',
  backups: 'Backups of the server, where its operator keeps any, until they are overwritten.',
  log: 'The log of what administrators did: times and random numbers, no names and no content.',
};

export function toCertificate(row: Erasure): ErasureCertificate {
  return {
    certificate: 'codesight-erasure',
    id: row.id,
    subject: row.subject,
    reason: row.reason,
    askedAt: row.asked_at,
    finishedAt: row.finished_at,
    state: row.state,
    erased: row.counts,
    models: row.models,
    remains: [...(row.models.length > 0 ? [remains.models] : []), remains.backups, remains.log],
  };
}

/** The counts as JSON, with more added to them. */
export function plus(counts: ErasureCounts, more: Partial<ErasureCounts>): string {
  const sum = { ...counts };
  for (const [key, value] of Object.entries(more)) sum[key as keyof ErasureCounts] += value; // its own keys
  return JSON.stringify(sum);
}

/** Both lists as one JSON array, each value once. */
export const union = (one: readonly string[], other: readonly string[]): string =>
  JSON.stringify([...new Set([...one, ...other])]);
