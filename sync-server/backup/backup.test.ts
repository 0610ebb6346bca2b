import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyDatabase, onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { advanceErasure } from '../rights/advance-erasure.ts';
import { adoptOrphans } from '../storage/adopt-orphans.ts';
import { backupTables, leftOut } from './backup-tables.ts';
import { loadBackup } from './load-backup.ts';
import { writeBackup } from './write-backup.ts';

onEachDatabase('backups', (opened) => {
  let folder: string;
  let server: TestApp;
  const database = () => opened().database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codesight-backup-'));
    server = await openTestApp(database());
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** Every row as PostgreSQL writes it, by table. */
  const everything = async () => {
    const tables: Record<string, string[]> = {};
    for (const table of [...backupTables, ...leftOut]) {
      const { rows } = await sql<{ row: string }>`
        select row_to_json(one)::text as row from ${sql.table(table)} as one order by 1
      `.execute(database());
      tables[table] = rows.map(({ row }) => row);
    }
    return tables;
  };
  const send = async ({ participantId, token }: { participantId: string; token: string }) => {
    // Moments with fractions, and what JSON would round.
    const archive = makeArchive({ participantId, startedAt: 1_770_000_000_000.125 });
    expect((await server.send(archive, token)).status).toBe(201);
    return archive;
  };

  test('R12.1: a database that is wiped and put back has every row again, with its sums, and counts on', async () => {
    const [one, other] = [await server.enrol(), await server.enrol()];
    const archives = [await send(one), await send(one), await send(other)];
    await server.request('/v1/me/withdrawal', { token: one.token, json: { purposes: ['training'] } });
    const admin = await server.issue('administrator');
    await server.request('/v1/admin/intake', { token: admin, method: 'PUT', json: { state: 'frozen', reason: 'why' } });
    const gone = await server.enrol();
    const erased = await server.request('/v1/me', { token: gone.token, method: 'DELETE' });
    await advanceErasure(server.erasureDeps, ((await erased.json()) as { id: string }).id);
    await sql`insert into storage_usage values ('2026-03-01', 'read', 9007199254740993, 5)`.execute(database());

    const path = join(folder, 'backup.gz');
    const before = await everything();
    const { rows } = await writeBackup(database(), path, server.clock.now);
    expect(rows).toMatchObject({ participants: 2, sessions: 3, archives: 3, erasures: 1, tombstones: 2 });
    await emptyDatabase(opened());
    expect(await loadBackup(database(), path, 5)).toEqual({ madeAt: server.clock.now, rows });

    const { audit_log: log = [], ...after } = await everything();
    const { audit_log: logBefore = [], ...rest } = before;
    expect(after).toEqual(rest);
    expect(after['storage_usage']?.[0]).toContain('9007199254740993');
    // The log goes on where it was.
    expect(log.slice(0, -1)).toEqual(logBefore);
    expect(log.at(-1)).toContain('load-backup');
    for (const { sessionId, bytes } of archives.slice(0, 2)) {
      const answer = await server.request(`/v1/archives/${sessionId}`, { token: one.token });
      expect((await answer.arrayBuffer()).byteLength).toBe(bytes.length);
    }
  });

  test('F34: what came after the backup is adopted from the store, once it is put back', async () => {
    const participant = await server.enrol();
    const early = await send(participant);
    const path = join(folder, 'backup.gz');
    await writeBackup(database(), path, server.clock.now);
    const late = await send(participant);
    await emptyDatabase(opened());
    await loadBackup(database(), path, 5);
    expect((await server.request(`/v1/archives/${late.sessionId}`, { token: participant.token })).status).toBe(404);
    const report = await adoptOrphans(server.deps, { dryRun: false });
    expect(report).toMatchObject({ objects: 2, left: [], adopted: [expect.stringContaining(late.sessionId)] });
    for (const archive of [early, late]) expect((await server.send(archive, participant.token)).status).toBe(200);
  });

  test('a database that holds something, and a file that is not a whole backup, are refused without a trace', async () => {
    await send(await server.enrol());
    const path = join(folder, 'backup.gz');
    await writeBackup(database(), path, server.clock.now);
    const before = await everything();
    await expect(loadBackup(database(), path, 5)).rejects.toThrow('There is something in this database already');
    expect(await everything()).toEqual(before);

    await emptyDatabase(opened());
    const whole = await readFile(path);
    const lines = gunzipSync(whole).toString().split('\n');
    const at = lines.findIndex((line) => line.startsWith('sessions '));
    const broken: [content: Uint8Array, words: string][] = [
      [whole.subarray(0, whole.length / 2), 'cut off or damaged'],
      [Buffer.from('not packed'), 'cut off or damaged'],
      [gzipSync('something else\n'), 'not a backup of CodeSight'],
      [gzipSync('{"backup":"codesight","vers'), 'not a backup of CodeSight'],
      [gzipSync('{"backup":"codesight","version":"one"}\n'), 'not a backup of CodeSight'],
      [gzipSync(lines.join('\n').replace('{"rows":{', '{"rows":{,')), 'its last line is damaged'],
      [gzipSync(lines.join('\n').replace('{"rows":{', '{"sums":{')), 'its last line is damaged'],
      [gzipSync(''), 'rows are missing'],
      [gzipSync(lines.toSpliced(-2).join('\n')), 'rows are missing'],
      [gzipSync(lines.filter((line) => !line.startsWith('archives ')).join('\n')), 'rows are missing'],
      [gzipSync(lines.toSpliced(at, 0, 'pg_class {}').join('\n')), 'none of a table'],
      [
        gzipSync(lines.join('\n').replace('"schema":"0005', '"schema":"0004')),
        'Put it back with the version that made it',
      ],
    ];
    for (const [content, words] of broken) {
      const file = join(folder, crypto.randomUUID());
      await writeFile(file, content);
      await expect(loadBackup(database(), file, 5), words).rejects.toThrow(words);
    }
    await expect(loadBackup(database(), join(folder, 'none.gz'), 5)).rejects.toThrow('There is no file at');
    expect(Object.values(await everything()).flat()).toEqual([]);
    await loadBackup(database(), path, 5);
  });

  test('no table is forgotten: each is in a backup, or left out for a reason', async () => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'
    `.execute(database());
    expect([...backupTables, ...leftOut].toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
  });

  test('only administrators have one made, the log says who, and what arrives is whole', async () => {
    await send(await server.enrol());
    const path = '/v1/admin/backup';
    const researcher = await server.issue('researcher');
    expect((await server.request(path, { token: researcher, method: 'POST' })).status).toBe(403);
    const answer = await server.request(path, { token: await server.issue('administrator'), method: 'POST' });
    const file = join(folder, 'fetched.gz');
    const bytes = Buffer.from(await answer.arrayBuffer());
    await writeFile(file, bytes);
    const acts = await database().selectFrom('audit_log').select('act').execute();
    expect(acts).toContainEqual({ act: 'back-up' });
    await emptyDatabase(opened());
    expect(await loadBackup(database(), file, 5)).toMatchObject({ rows: { sessions: 1 } });
    await expect.poll(server.filesOnDisk).not.toContain('backup.gz');
  });

  test('a backup is sent from the moment on in which it is begun, and nothing of it stays when it is left', async () => {
    await send(await server.enrol());
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    // The database takes its time with every row.
    const slow = database().withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (result.rows.some((row) => 'row' in row)) await gate;
        return result;
      },
    });
    const beside = await openTestApp(slow);
    const token = await server.issue('administrator');
    const answer = await beside.request('/v1/admin/backup', { token, method: 'POST' });
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    expect(await beside.filesOnDisk()).toContain('backup.gz');
    await reader?.cancel();
    open();
    await expect.poll(beside.filesOnDisk).not.toContain('backup.gz');
    // Nothing holds the database any more.
    await database()
      .transaction()
      .execute((transaction) => sql`select 1`.execute(transaction));
    expect(beside.log.join('')).not.toContain('could not be written');
    await beside.close();
  });

  test('a backup that fails while it is sent is no whole one, and the log says why', async () => {
    await send(await server.enrol());
    const failing = database().withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) =>
        result.rows.some((row) => 'row' in row)
          ? Promise.reject(new Error('The database went away.'))
          : Promise.resolve(result),
    });
    const beside = await openTestApp(failing);
    const token = await server.issue('administrator');
    const answer = await beside.request('/v1/admin/backup', { token, method: 'POST' });
    await expect(answer.arrayBuffer()).rejects.toThrow('The database went away.');
    expect(beside.log.join('')).toContain('a backup could not be written to its end');
    await expect.poll(beside.filesOnDisk).not.toContain('backup.gz');
    await beside.close();
  });
});
