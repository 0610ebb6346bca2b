import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql, type Transaction } from 'kysely';
import { recordAct } from '../audit/record-act.ts';
import { ConfigError } from '../config.ts';
import type { Database, Tables } from '../database.ts';
import { issueEnrolmentCode, issueToken } from './issue.ts';
import { hashSecret, tokenName } from './make-token.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_CODE_DAYS = 30;
const FIRST_CODE_USES = 100;
/** The label of the token that ADMIN_TOKEN sets; there is at most one valid at a time. */
const FROM_ENVIRONMENT = 'ADMIN_TOKEN';

/** Any number that no other lock of ours has. */
const ONE_AT_A_TIME = 7_202_611_211;

type Options = { adminToken: string | undefined; dataDir: string; now: number };

/** `tokenFile`: where a token was written; undefined where it is ADMIN_TOKEN. `code`: on the very first start only. */
export type FirstStart = {
  tokenFile: string | undefined;
  code: string | undefined;
  codeDays: number;
  codeUses: number;
};

/**
 * Makes sure that somebody can administer this server. On the first start it makes an invitation code and, unless
 * `adminToken` is given, a token in `<dataDir>/admin-token` that only this user can read; then it resolves to where
 * they are. On later starts it resolves to undefined, unless there is neither `adminToken` nor any valid token: then to
 * where a new one is, so that nobody is locked out. A changed `adminToken` revokes the one before; one that was set
 * earlier comes back by no restart of a process that still has it. Of processes that start together one is the first.
 * Throws ConfigError for an `adminToken` that was revoked or has run out, and that no other one has replaced.
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
  // Whether there ever was one: who revokes the last token does not begin a study anew.
  const isFirst = !(await hasAdministrator(database, 'ever'));
  if (adminToken !== undefined) await adoptToken(database, adminToken, now);
  const isShutOut = adminToken === undefined && !(await hasAdministrator(database, now));
  if (!isFirst && !isShutOut) return undefined;
  const started = { tokenFile: undefined, code: undefined, codeDays: FIRST_CODE_DAYS, codeUses: FIRST_CODE_USES };
  const tokenFile = isShutOut ? await writeToken(database, dataDir, now) : undefined;
  if (!isFirst) return { ...started, tokenFile };
  const order = { label: 'first start', now, expiresAt: now + FIRST_CODE_DAYS * DAY_MS, uses: FIRST_CODE_USES };
  const { code } = await issueEnrolmentCode(database, order);
  await recordAct(database, { at: now, actor: 'system', act: 'first-start', subject: 'server' });
  return { ...started, tokenFile, code };
}

async function writeToken(database: Transaction<Tables>, dataDir: string, now: number): Promise<string> {
  const order = { scope: 'administrator', participantId: null, label: 'first start', now, expiresAt: null } as const;
  const { token, hash } = await issueToken(database, order);
  const tokenFile = join(dataDir, 'admin-token');
  await writeFile(tokenFile, `${token}\n`, { mode: 0o600 });
  await recordAct(database, { at: now, actor: 'system', act: 'create-token', subject: tokenName(hash) });
  return tokenFile;
}

/** At the moment `when`, or at any. */
async function hasAdministrator(database: Transaction<Tables>, when: number | 'ever'): Promise<boolean> {
  const ever = database.selectFrom('tokens').select('sha256').where('scope', '=', 'administrator').limit(1);
  const valid = (now: number) =>
    ever
      .where('revoked_at', 'is', null)
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]));
  return (await (when === 'ever' ? ever : valid(when)).executeTakeFirst()) !== undefined;
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
  if (adopted === undefined) return refuseInvalid(database, hash, now);
  await database
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('label', '=', FROM_ENVIRONMENT)
    .where('sha256', '!=', hash)
    .where('revoked_at', 'is', null)
    .execute();
}

/** A server that is rolled may still have the one before: the one that replaced it is valid then. */
async function refuseInvalid(database: Transaction<Tables>, hash: string, now: number): Promise<void> {
  const held = await database
    .selectFrom('tokens')
    .select('sha256')
    .where((where) => where.or([where('sha256', '=', hash), where('label', '=', FROM_ENVIRONMENT)]))
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  if (held === undefined) throw new ConfigError('ADMIN_TOKEN was revoked or has run out: set another one.');
}
