import { createHash } from 'node:crypto';
import { KnownError } from '../../shared/errors.ts';
import type { Consent, ConsentPurpose } from '../../shared/session/consent.ts';
import type { Database } from '../database.ts';
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
  if (found !== undefined) throw new KnownError('ERASED', 'This session was erased here, and is not taken in again.');
}

/** What the participant agrees to now. Throws ERASED when that is nothing. */
export async function findConsent(database: Database, participantId: string): Promise<Consent> {
  const participant = await database
    .selectFrom('participants')
    .select(['withdrawn_at', 'consent'])
    .where('id', '=', participantId)
    .executeTakeFirst();
  if (participant === undefined || participant.withdrawn_at !== null) {
    throw new KnownError('ERASED', 'Consent was withdrawn: nothing more is taken in from this participant.');
  }
  return participant.consent;
}

/**
 * Refuses a session whose consent was withdrawn after it was given, also when a new one was given since: what waited
 * while somebody withdrew never arrives. With `hold`, no withdrawal can commit before this transaction has. Throws
 * ERASED, and FORBIDDEN for audio that nobody agrees to any more.
 */
export async function checkWillingness(
  database: Database,
  { participantId, archive }: { participantId: string; archive: VerifiedArchive },
  hold?: 'hold',
): Promise<void> {
  if (hold) {
    await database.selectFrom('participants').select('id').where('id', '=', participantId).forShare().execute();
    await refuseTombstone(database, archive.manifest.session.sessionId);
  }
  await findConsent(database, participantId);
  const { consent, narration } = archive.session;
  if (await isWithdrawnSince(database, { participantId, purpose: 'recording', givenAt: consent.grantedAt })) {
    throw new KnownError('ERASED', 'The consent that this session was recorded under was withdrawn.');
  }
  if (narration === null) return;
  if (await isWithdrawnSince(database, { participantId, purpose: 'audio', givenAt: consent.grantedAt })) {
    throw new KnownError(
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
