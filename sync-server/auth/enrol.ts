import type { Transaction } from 'kysely';
import type { Enrolment, EnrolmentRequest } from '../../shared/api/enrolment.ts';
import { KnownError } from '../../shared/errors.ts';
import { newId } from '../../shared/new-id.ts';
import type { Consent } from '../../shared/session/consent.ts';
import type { Database, Tables } from '../database.ts';
import { noteConsents, type NoteDeps } from '../rights/consent-notes.ts';
import { addConsent, renewConsent } from '../rights/consents.ts';
import { findRejoining } from './find-rejoining.ts';
import { issueToken } from './issue.ts';
import { hashSecret } from './make-token.ts';

export type EnrolDeps = NoteDeps & { database: Database };

/**
 * Spends one use of the code on a new participant, or on one who comes back (find-rejoining.ts): with the same id, so
 * that what still waits on their device is theirs. Throws ENROLMENT_CODE_INVALID and REJOIN_REFUSED, which spend none,
 * as nothing does that goes wrong.
 */
export function enrol(deps: EnrolDeps, request: EnrolmentRequest, now: number): Promise<Enrolment> {
  const { code, consent, formerToken } = request;
  return deps.database.transaction().execute(async (transaction) => {
    const spent = await transaction
      .updateTable('enrolment_codes')
      .set((value) => ({ uses_left: value('uses_left', '-', 1) }))
      .where('sha256', '=', hashSecret(code))
      .where('uses_left', '>', 0)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
      .returning(['label', 'participant_id'])
      .executeTakeFirst();
    if (spent === undefined) {
      const message = 'This invitation code is not known, has run out or was used up. Ask for a new one.';
      throw new KnownError('ENROLMENT_CODE_INVALID', message);
    }
    const known = await findRejoining(transaction, { invited: spent.participant_id, formerToken, now });
    const participantId = known ?? newId(now);
    if (known === undefined) await addParticipant(transaction, { participantId, consent, now });
    else await rejoin(deps, transaction, { participantId: known, consent, now });
    const order = { scope: 'participant', participantId, label: spent.label, now, expiresAt: null } as const;
    const { token } = await issueToken(transaction, order);
    return { participantId, token };
  });
}

/**
 * The store knows of the new consent before this commits: a device that is told of a failure still has its code, and
 * the token that it had, to try again with.
 */
async function rejoin(
  deps: EnrolDeps,
  transaction: Transaction<Tables>,
  { participantId, consent, now }: NewParticipant,
): Promise<void> {
  await renewConsent(transaction, { participantId, consent, at: now });
  await noteConsents({ ...deps, database: transaction }, participantId);
}

type NewParticipant = { participantId: string; consent: Consent; now: number };

async function addParticipant(transaction: Transaction<Tables>, { participantId, consent, now }: NewParticipant) {
  await transaction
    .insertInto('participants')
    .values({ id: participantId, created_at: now, consent: JSON.stringify(consent), withdrawn_at: null })
    .execute();
  await addConsent(transaction, { participantId, consent, at: now });
}
