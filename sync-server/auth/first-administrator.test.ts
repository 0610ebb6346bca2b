import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { ensureAdministrator } from './first-administrator.ts';
import { hashSecret } from './make-token.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'codesight-first-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const [early, late] = ['made-up-token-of-the-first-month-for-tests', 'made-up-token-of-the-second-month-for-tests'];

onEachDatabase('the first administrator', (opened) => {
  const clear = async () => {
    await opened().database.deleteFrom('tokens').execute();
    await opened().database.deleteFrom('enrolment_codes').execute();
  };
  const start = (adminToken: string | undefined, now: number) =>
    ensureAdministrator(opened().database, { adminToken, dataDir, now });
  const valid = async () => {
    const rows = await opened().database.selectFrom('tokens').select(['sha256', 'revoked_at']).execute();
    return rows.filter(({ revoked_at: revokedAt }) => revokedAt === null).map(({ sha256 }) => sha256);
  };

  test('of servers that start together on an empty database one is the first, and makes one code and one token', async () => {
    await clear();
    // Connections that have to be made first would let them come one after the other.
    await Promise.all([1, 2, 3, 4].map(() => sql`select pg_sleep(0.1)`.execute(opened().database)));
    const started = await Promise.all([1, 2, 3, 4].map((now) => start(undefined, now)));
    expect(started.filter((first) => first !== undefined)).toHaveLength(1);
    expect(await readdir(dataDir)).toEqual(['admin-token']);
    const codes = await opened().database.selectFrom('enrolment_codes').select('sha256').execute();
    expect([codes.length, (await valid()).length]).toEqual([1, 1]);
  });

  test('a new token revokes the one before, and a server that still has that one does not bring it back', async () => {
    await clear();
    expect(await start(early, 1)).toMatchObject({ tokenFile: undefined });
    expect(await valid()).toEqual([hashSecret(early)]);
    await start(late, 2);
    expect(await valid()).toEqual([hashSecret(late)]);
    // Started again while the others are rolled.
    expect(await start(early, 3)).toBeUndefined();
    expect(await valid()).toEqual([hashSecret(late)]);
  });
});
