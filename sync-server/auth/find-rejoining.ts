import type { Transaction } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import type { Tables } from '../database.ts';
import { hashSecret } from './make-token.ts';

/** Who comes with a code: `invited` is whom the code was made for, `formerToken` the token that the device had. */
export type Comer = { invited: string | null; formerToken: string | undefined; now: number };

/**
 * The participant who comes back, or undefined for somebody new. A code that was made for a participant proves who
 * comes. With any other code the former token does, which is revoked then; not one that was revoked before: somebody
 * who stole it could become its owner, and read what is stored of them. Throws REJOIN_REFUSED: a device whose sessions
 * wait under one id is never made another participant, whose they could not be.
 */
export async function findRejoining(
  transaction: Transaction<Tables>,
  { invited, formerToken, now }: Comer,
): Promise<string | undefined> {
  const former = formerToken === undefined ? undefined : await findFormer(transaction, formerToken);
  if (former !== undefined && invited === null && former.revoked_at !== null) {
    throw refused(
      `The access of this device was taken back. Ask for an invitation code for the participant ${former.participant_id}.`,
    );
  }
  const participantId = invited ?? former?.participant_id ?? undefined;
  if (participantId === undefined) return undefined;
  if (former !== undefined && former.participant_id !== participantId) {
    throw refused('This invitation code is for another participant than the one that this device belongs to.');
  }
  if (await hasWithdrawn(transaction, participantId)) {
    throw refused('This participant has withdrawn. Ask for an invitation code for a new one.');
  }
  if (former !== undefined) {
    await transaction
      .updateTable('tokens')
      .set({ revoked_at: now })
      .where('sha256', '=', former.sha256)
      .where('revoked_at', 'is', null)
      .execute();
  }
  return participantId;
}

const refused = (message: string) => new KnownError('REJOIN_REFUSED', message);

function findFormer(transaction: Transaction<Tables>, token: string) {
  return transaction
    .selectFrom('tokens')
    .select(['sha256', 'participant_id', 'revoked_at'])
    .where('sha256', '=', hashSecret(token))
    .where('scope', '=', 'participant')
    .forUpdate()
    .executeTakeFirst();
}

async function hasWithdrawn(transaction: Transaction<Tables>, participantId: string): Promise<boolean> {
  const found = await transaction
    .selectFrom('participants')
    .select('withdrawn_at')
    .where('id', '=', participantId)
    .executeTakeFirst();
  return found === undefined || found.withdrawn_at !== null;
}
