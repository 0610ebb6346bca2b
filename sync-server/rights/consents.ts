import type { Transaction } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import { type Consent, type ConsentPurpose, consentPurpose } from '../../shared/session/consent.ts';
import type { Database, Tables } from '../database.ts';
import { refuseTombstone } from '../ingest/check-willingness.ts';
import { type LookAtRun, makeStale } from './stale-datasets.ts';

/** Writes into the history that a consent was given. */
export async function addConsent(
  database: Database,
  { participantId, consent, at }: { participantId: string; consent: Consent; at: number },
): Promise<void> {
  await database
    .insertInto('consents')
    .values({
      participant_id: participantId,
      at,
      device_at: Math.round(consent.grantedAt),
      act: 'given',
      purposes: JSON.stringify(consent.purposes),
      version: consent.version,
      text_sha256: consent.textSha256,
      language: consent.language,
    })
    .execute();
}

export type Withdrawal = {
  participantId: string;
  purposes: readonly ConsentPurpose[];
  at: number;
  /** By the device's clock, where it told. */
  deviceAt: number | null;
};

/**
 * Withdraws purposes. Without `recording` there is nothing left to agree to, so that it takes the others with it.
 * @returns the purposes that were withdrawn now: none when they had been before.
 */
export async function withdrawConsent(
  transaction: Transaction<Tables>,
  { participantId, purposes, at, deviceAt }: Withdrawal,
  look: LookAtRun,
): Promise<readonly ConsentPurpose[]> {
  const participant = await holdParticipant(transaction, participantId);
  const given = participant.withdrawn_at === null ? participant.consent.purposes : [];
  const all = purposes.includes('recording');
  const withdrawn = all ? consentPurpose.options : purposes;
  if (!given.some((purpose) => withdrawn.includes(purpose))) return [];
  await transaction
    .insertInto('consents')
    .values({
      participant_id: participantId,
      at,
      device_at: deviceAt === null ? null : Math.round(deviceAt),
      act: 'withdrawn',
      purposes: JSON.stringify(withdrawn),
      version: participant.consent.version,
      text_sha256: null,
      language: null,
    })
    .execute();
  const left = given.filter((purpose) => !withdrawn.includes(purpose));
  await transaction
    .updateTable('participants')
    .set(all ? { withdrawn_at: at } : { consent: JSON.stringify({ ...participant.consent, purposes: left }) })
    .where('id', '=', participantId)
    .execute();
  if (withdrawn.includes('training')) {
    await makeStale(transaction, { of: { participantId }, reason: 'withdrawn', now: at, look });
  }
  return withdrawn.filter((purpose) => given.includes(purpose));
}

/**
 * Takes a consent that was given anew: to another text, to more or fewer purposes, or after a withdrawal. One from
 * before the last withdrawal is refused with ERASED, whenever it arrives. Sending it again changes nothing.
 */
export async function renewConsent(
  transaction: Transaction<Tables>,
  { participantId, consent, at }: { participantId: string; consent: Consent; at: number },
): Promise<'renewed' | 'unchanged'> {
  const before = await holdParticipant(transaction, participantId);
  await refuseTombstone(transaction, participantId);
  const withdrawals = await transaction
    .selectFrom('consents')
    .select(['at', 'device_at', 'purposes'])
    .where('participant_id', '=', participantId)
    .where('act', '=', 'withdrawn')
    .execute();
  const isWithdrawn = (purpose: ConsentPurpose) =>
    withdrawals.some((row) => row.purposes.includes(purpose) && (row.device_at ?? row.at) >= consent.grantedAt);
  if (consent.purposes.some(isWithdrawn)) {
    throw new KnownError('ERASED', 'This consent was withdrawn after it was given. Agree anew to take part again.');
  }
  const isSame =
    before.withdrawn_at === null &&
    before.consent.grantedAt === consent.grantedAt &&
    samePurposes(before.consent, consent);
  if (isSame) return 'unchanged';
  await addConsent(transaction, { participantId, consent, at });
  await transaction
    .updateTable('participants')
    .set({ consent: JSON.stringify(consent), withdrawn_at: null })
    .where('id', '=', participantId)
    .execute();
  return 'renewed';
}

const samePurposes = (one: Consent, other: Consent): boolean =>
  one.purposes.length === other.purposes.length && one.purposes.every((purpose) => other.purposes.includes(purpose));

/** No upload of the participant can commit between this and the end of the transaction. */
function holdParticipant(transaction: Transaction<Tables>, id: string) {
  return transaction
    .selectFrom('participants')
    .select(['consent', 'withdrawn_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
