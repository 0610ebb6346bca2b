import type { Enrolment, EnrolmentRequest } from '../../shared/api/enrolment.ts';
import { KnownError } from '../../shared/errors.ts';
import { newId } from '../../shared/new-id.ts';
import type { Database } from '../database.ts';
import { addConsent } from '../rights/consents.ts';
import { issueToken } from './issue.ts';
import { hashSecret } from './make-token.ts';

/** Spends one use of the code on a new participant. Throws ENROLMENT_CODE_INVALID. */
export function enrol(database: Database, { code, consent }: EnrolmentRequest, now: number): Promise<Enrolment> {
  return database.transaction().execute(async (transaction) => {
    const spent = await transaction
      .updateTable('enrolment_codes')
      .set((value) => ({ uses_left: value('uses_left', '-', 1) }))
      .where('sha256', '=', hashSecret(code))
      .where('uses_left', '>', 0)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
      .returning('label')
      .executeTakeFirst();
    if (spent === undefined) {
      const message = 'This invitation code is not known, has run out or was used up. Ask for a new one.';
      throw new KnownError('ENROLMENT_CODE_INVALID', message);
    }
    const participantId = newId(now);
    await transaction
      .insertInto('participants')
      .values({ id: participantId, created_at: now, consent: JSON.stringify(consent), withdrawn_at: null })
      .execute();
    await addConsent(transaction, { participantId, consent, at: now });
    const order = { scope: 'participant', participantId, label: spent.label, now, expiresAt: null } as const;
    const { token } = await issueToken(transaction, order);
    return { participantId, token };
  });
}
