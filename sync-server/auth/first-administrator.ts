import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAct } from '../audit/record-act.ts';
import type { Database } from '../database.ts';
import { issueEnrolmentCode, issueToken } from './issue.ts';
import { hashSecret } from './make-token.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_CODE_DAYS = 30;
const FIRST_CODE_USES = 100;
/** The label of the token that ADMIN_TOKEN sets; there is at most one valid at a time. */
const FROM_ENVIRONMENT = 'ADMIN_TOKEN';

export type FirstStart = { tokenFile: string | undefined; code: string; codeDays: number; codeUses: number };

/**
 * Makes sure that somebody can administer this server. On the first start it makes an invitation code and, unless
 * `adminToken` is given, a token in `<dataDir>/admin-token` that only this user can read; then it resolves to where
 * they are. On later starts it resolves to undefined. A changed `adminToken` revokes the one before.
 */
export async function ensureAdministrator(
  database: Database,
  options: { adminToken: string | undefined; dataDir: string; now: number },
): Promise<FirstStart | undefined> {
  const { adminToken, dataDir, now } = options;
  const first = !(await hasAdministrator(database, now));
  if (adminToken !== undefined) await adoptToken(database, adminToken, now);
  if (!first) return undefined;

  let tokenFile: string | undefined;
  if (adminToken === undefined) {
    const order = { scope: 'administrator', participantId: null, label: 'first start', now, expiresAt: null } as const;
    const { token } = await issueToken(database, order);
    tokenFile = join(dataDir, 'admin-token');
    await writeFile(tokenFile, `${token}\n`, { mode: 0o600 });
  }
  const order = { label: 'first start', now, expiresAt: now + FIRST_CODE_DAYS * DAY_MS, uses: FIRST_CODE_USES };
  const { code } = await issueEnrolmentCode(database, order);
  await recordAct(database, { at: now, actor: 'system', act: 'first-start', subject: 'server' });
  return { tokenFile, code, codeDays: FIRST_CODE_DAYS, codeUses: FIRST_CODE_USES };
}

async function hasAdministrator(database: Database, now: number): Promise<boolean> {
  const row = await database
    .selectFrom('tokens')
    .select('sha256')
    .where('scope', '=', 'administrator')
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function adoptToken(database: Database, token: string, now: number): Promise<void> {
  const hash = hashSecret(token);
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('tokens')
      .set({ revoked_at: now })
      .where('label', '=', FROM_ENVIRONMENT)
      .where('sha256', '!=', hash)
      .where('revoked_at', 'is', null)
      .execute();
    await transaction
      .insertInto('tokens')
      .values({
        sha256: hash,
        scope: 'administrator',
        participant_id: null,
        label: FROM_ENVIRONMENT,
        created_at: now,
        expires_at: null,
        revoked_at: null,
      })
      .onConflict((conflict) => conflict.column('sha256').doNothing())
      .execute();
  });
}
