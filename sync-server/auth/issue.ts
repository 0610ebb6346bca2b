import type { Database } from '../database.ts';
import type { Scope } from './caller.ts';
import { hashSecret, makeEnrolmentCode, makeToken } from './make-token.ts';

export type TokenOrder = {
  scope: Scope;
  participantId: string | null;
  label: string;
  now: number;
  expiresAt: number | null;
};

/** Makes a token and keeps its hash. What is returned can never be shown again. */
export async function issueToken(database: Database, order: TokenOrder): Promise<{ token: string; hash: string }> {
  const token = makeToken(order.scope);
  const hash = hashSecret(token);
  await database
    .insertInto('tokens')
    .values({
      sha256: hash,
      scope: order.scope,
      participant_id: order.participantId,
      label: order.label,
      created_at: order.now,
      expires_at: order.expiresAt,
      revoked_at: null,
    })
    .execute();
  return { token, hash };
}

export type CodeOrder = {
  label: string;
  now: number;
  expiresAt: number | null;
  uses: number;
  /** Whom it gives back; without it everyone who uses it is somebody new. */
  participantId?: string | undefined;
};

/** Makes an invitation code that `uses` devices can enrol with. */
export async function issueEnrolmentCode(
  database: Database,
  order: CodeOrder,
): Promise<{ code: string; hash: string }> {
  const code = makeEnrolmentCode();
  const hash = hashSecret(code);
  await database
    .insertInto('enrolment_codes')
    .values({
      sha256: hash,
      label: order.label,
      created_at: order.now,
      expires_at: order.expiresAt,
      uses_left: order.uses,
      participant_id: order.participantId ?? null,
    })
    .execute();
  return { code, hash };
}
