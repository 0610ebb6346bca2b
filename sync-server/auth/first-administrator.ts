import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, type Transaction } from 'kysely';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import { issueEnrolmentCode, issueToken } from './issue.ts';
import { hashSecret } from './make-token.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_CODE_DAYS = 30;
const FIRST_CODE_USES = 100;
/** The label of the token that ADMIN_TOKEN sets; there is at most one valid at a time. */
const FROM_ENVIRONMENT = 'ADMIN_TOKEN';

/** Any number that no other lock of ours has. */
const ONE_AT_A_TIME = 7_202_611_211;

type Options = { adminToken: string | undefined; dataDir: string; now: number };

export type FirstStart = { tokenFile: string | undefined; code: string; codeDays: number; codeUses: number };

/**
 * Makes sure that somebody can administer this server. On the first start it makes an invitation code and, unless
 * `adminToken` is given, a token in `<dataDir>/admin-token` that only this user can read; then it resolves to where
 * they are. On later starts it resolves to undefined. A changed `adminToken` revokes the one before; one that was set
 * earlier comes back by no restart of a process that still has it. Of processes that start together one is the first.
 */
export async function ensureAdministrator(database: Database, options: Options): Promise<FirstStart | undefined> {
  return await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${ONE_AT_A_TIME})`.execute(transaction);
    return await ensureAlone(transaction, options);
  });
}

async function ensureAlone(
  database: Transaction<Tables>,
  { adminToken, dataDir, now }: Options,
): Promise<FirstStart | undefined> {
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

async function hasAdministrator(database: Transaction<Tables>, now: number): Promise<boolean> {
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

async function adoptToken(database: Transaction<Tables>, token: string, now: number): Promise<void> {
  const hash = hashSecret(token);
  const adopted = await database
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
    .returning('sha256')
    .executeTakeFirst();
  if (adopted === undefined) return;
  await database
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('label', '=', FROM_ENVIRONMENT)
    .where('sha256', '!=', hash)
    .where('revoked_at', 'is', null)
    .execute();
}
