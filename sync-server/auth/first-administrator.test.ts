import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { ConfigError } from '../config.ts';
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

  test('a token that was revoked or has run out starts no server, and makes no other start the first', async () => {
    await clear();
    const { database } = opened();
    const codes = async () => (await database.selectFrom('enrolment_codes').select('sha256').execute()).length;
    expect(await start(early, 1)).toMatchObject({ code: expect.any(String) });
    await database.updateTable('tokens').set({ revoked_at: 2 }).execute();
    for (const now of [3, 4]) await expect(start(early, now)).rejects.toThrow('ADMIN_TOKEN was revoked or has run out');
    await expect(start(early, 3)).rejects.toThrow(ConfigError);
    // Another one is taken, and is no first start.
    expect(await start(late, 5)).toBeUndefined();
    expect(await valid()).toEqual([hashSecret(late)]);
    await database.updateTable('tokens').set({ expires_at: 6 }).execute();
    expect(await start(late, 5)).toBeUndefined();
    await expect(start(late, 6)).rejects.toThrow(ConfigError);
    expect(await codes()).toBe(1);
  });

  test('where no token is valid any more and none is given, a new one is made, without an invitation code', async () => {
    await clear();
    const first = await start(undefined, 1);
    expect(await start(undefined, 2)).toBeUndefined();
    await opened().database.updateTable('tokens').set({ revoked_at: 3 }).execute();
    const again = await start(undefined, 4);
    expect(again).toEqual({ ...first, code: undefined });
    const token = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
    expect(await valid()).toEqual([hashSecret(token)]);
    expect(await start(undefined, 5)).toBeUndefined();
  });
});
