import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import type { Consent, ConsentPurpose } from '../../shared/session/consent.ts';
import type { Database, Tables } from '../database.ts';
import { refuseFrozen } from '../intake/intake.ts';
import type { VerifiedArchive } from './verify-archive.ts';

/** What stands in the tombstones for an id. */
export const tombstoneOf = (id: string): string => createHash('sha256').update(id).digest('hex');

/** Throws ERASED when what has this id was erased here. */
export async function refuseTombstone(database: Database, id: string): Promise<void> {
  const found = await database
    .selectFrom('tombstones')
    .select('sha256')
    .where('sha256', '=', tombstoneOf(id))
    .executeTakeFirst();
  if (found !== undefined) throw erased();
}

/** Its participant does not agree to it any more, or not to all of it. Nothing was erased. */
export class Withdrawn extends KnownError {}

const erased = () => new KnownError('ERASED', 'This session was erased here, and is not taken in again.');

/**
 * What can be told before anything of a session is read, asked of the database at once; and what the participant agrees
 * to. Throws UNAVAILABLE while intake is frozen, and ERASED for a session that was, or whose participant is gone.
 */
export async function checkStanding(
  database: Database,
  { participantId, sessionId }: { participantId: string; sessionId: string },
): Promise<Consent> {
  const row = await database
    .selectFrom('participants')
    .leftJoin('intake', (join) => join.onTrue())
    .leftJoin('tombstones', (join) => join.on('tombstones.sha256', '=', tombstoneOf(sessionId)))
    .select(['participants.withdrawn_at', 'participants.consent', 'intake.state', 'tombstones.sha256 as tombstone'])
    .where('participants.id', '=', participantId)
    .executeTakeFirst();
  refuseFrozen(row?.state ?? null);
  if (row !== undefined && row.tombstone !== null) throw erased();
  return agreedBy(row);
}

/** What the participant agrees to now. Throws ERASED when that is nothing. */
export async function findConsent(database: Database, participantId: string): Promise<Consent> {
  const participant = await database
    .selectFrom('participants')
    .select(['withdrawn_at', 'consent'])
    .where('id', '=', participantId)
    .executeTakeFirst();
  return agreedBy(participant);
}

function agreedBy(participant: { withdrawn_at: number | null; consent: Consent } | undefined): Consent {
  if (participant === undefined || participant.withdrawn_at !== null) {
    throw new Withdrawn('ERASED', 'Consent was withdrawn: nothing more is taken in from this participant.');
  }
  return participant.consent;
}

/**
 * Refuses a session whose consent was withdrawn after it was given, also when a new one was given since: what waited
 * while somebody withdrew never arrives. No withdrawal can commit before this transaction has. Throws ERASED, and
 * FORBIDDEN for audio that nobody agrees to any more.
 */
export async function checkWillingness(
  transaction: Transaction<Tables>,
  { participantId, archive }: { participantId: string; archive: VerifiedArchive },
): Promise<void> {
  const participant = await transaction
    .selectFrom('participants')
    .select(['withdrawn_at', 'consent'])
    .where('id', '=', participantId)
    .forShare()
    .executeTakeFirst();
  agreedBy(participant);
  // After the row is held: what was erased while it was waited for is seen.
  await refuseTombstone(transaction, archive.manifest.session.sessionId);
  const { consent, narration } = archive.session;
  if (await isWithdrawnSince(transaction, { participantId, purpose: 'recording', givenAt: consent.grantedAt })) {
    throw new Withdrawn('ERASED', 'The consent that this session was recorded under was withdrawn.');
  }
  if (narration === null) return;
  if (await isWithdrawnSince(transaction, { participantId, purpose: 'audio', givenAt: consent.grantedAt })) {
    throw new Withdrawn(
      'FORBIDDEN',
      'You have withdrawn your consent to the recording of your voice, and this session holds some. Delete it on this device.',
    );
  }
}

async function isWithdrawnSince(
  database: Database,
  { participantId, purpose, givenAt }: { participantId: string; purpose: ConsentPurpose; givenAt: number },
): Promise<boolean> {
  const rows = await database
    .selectFrom('consents')
    .select(['at', 'device_at', 'purposes'])
    .where('participant_id', '=', participantId)
    .where('act', '=', 'withdrawn')
    .execute();
  return rows.some((row) => row.purposes.includes(purpose) && (row.device_at ?? row.at) >= givenAt);
}
