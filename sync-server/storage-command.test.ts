import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openStore } from './adapters/open-store.ts';
import { openDatabase } from './adapters/postgres.ts';
import { startTemporaryPostgres } from './adapters/temporary-postgres.ts';
import { readStoreKeys } from './adapters/store-keys.ts';
import { issueToken } from './auth/issue.ts';
import { readConfig } from './config.ts';
import { makeArchive } from './ingest/make-archive.ts';
import { reprDigest } from '../shared/api/receipt.ts';
import { startServer } from './start-server.ts';
import { sampleConsent } from '../shared/session/sample-consent.ts';

const run = promisify(execFile);
const participantId = '01890000-0000-7000-8000-000000000001';

test('R11.3: archives lie sealed with a key from outside of their folder, which can be changed for a new one', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-storage-'));
  const storage = async (...args: string[]): Promise<unknown> => {
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir };
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'storage-command.ts'), ...args], { env });
    return JSON.parse(stdout);
  };
  const start = () => startServer(readConfig({ PORT: '0', DATA_DIR: dataDir }), pino({ level: 'silent' }));
  const { database, close } = await openDatabase({ url: undefined, dataDir });
  const consent = JSON.stringify(sampleConsent);
  await database
    .insertInto('participants')
    .values({ id: participantId, created_at: 1, consent, withdrawn_at: null })
    .execute();
  const order = { scope: 'participant', participantId, label: 'test', now: 1, expiresAt: null } as const;
  const { token } = await issueToken(database, order);
  await close();

  const first = await start();
  const archive = makeArchive({ participantId });
  const authorization = `Bearer ${token}`;
  const path = `/v1/archives/${archive.sessionId}`;
  const sent = await fetch(first.url + path, {
    method: 'PUT',
    headers: { authorization, 'repr-digest': reprDigest(archive.sha256) },
    body: archive.bytes,
  });
  expect(sent.status).toBe(201);
  await first.stop();

  const store = join(dataDir, 'store');
  const contents = async () => {
    const entries = await readdir(store, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
  };
  const [sealed] = await contents();
  expect(sealed?.includes('manifest.json')).toBe(false);
  const key = await readFile(join(dataDir, 'store-key'), 'utf8');
  const fine = { objects: 1, archives: 1, missing: 0, damaged: 0, orphans: 0 };
  expect(await storage('check', '--verify')).toMatchObject({ counts: { ...fine, verified: 1 }, findings: [] });
  expect(await storage('rotate-key')).toEqual({ sealed: 1, refused: [] });
  expect(await readFile(join(dataDir, 'store-key'), 'utf8')).not.toContain(key.trim());
  expect((await contents())[0]?.equals(sealed ?? Buffer.alloc(0))).toBe(false);

  const second = await start();
  const got = await fetch(second.url + path, { headers: { authorization } });
  expect(Buffer.from(await got.arrayBuffer()).equals(archive.bytes)).toBe(true);
  await second.stop();
  // Whoever has the folder alone has nothing, and the server says so instead of making up an empty store.
  await writeFile(join(dataDir, 'store-key'), 'not a key');
  await expect(start()).rejects.toThrow('64 hexadecimal digits');
  await rm(dataDir, { recursive: true });
});

test('R11.3: a change of the key that is killed in the middle loses nothing, and is finished by the next one', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-rotation-'));
  const config = readConfig({ DATA_DIR: dataDir });
  const keyPath = join(dataDir, 'store-key');
  const store = await openStore(config, dataDir);
  const file = join(dataDir, 'file');
  const contents = Array.from({ length: 120 }, (_, index) => Buffer.alloc(5_000, `archive ${index} `));
  for (const [index, content] of contents.entries()) {
    await writeFile(file, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    await store.put(`archives/2026-03/${index}.zip`, file, { sha256, bytes: content.length });
  }
  const rotate = () => {
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir };
    return spawn(process.execPath, [join(import.meta.dirname, 'storage-command.ts'), 'rotate-key'], { env });
  };
  const allOpen = async () => {
    const opened = await openStore(config, dataDir);
    for (const [index, content] of contents.entries()) {
      const found = Buffer.concat(await (await opened.getStream(`archives/2026-03/${index}.zip`)).toArray());
      expect(found.equals(content)).toBe(true);
    }
  };
  for (const afterMs of [5, 30]) {
    const before = await readFile(keyPath, 'utf8');
    const child = rotate();
    const ended = once(child, 'exit');
    while ((await readFile(keyPath, 'utf8')) === before) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    child.kill('SIGKILL');
    await ended;
    // It was in the middle: the older keys are still needed.
    expect((await readStoreKeys(keyPath))?.length).toBeGreaterThan(1);
    await allOpen();
  }
  const [code] = (await once(rotate(), 'exit')) as [number];
  expect([code, (await readStoreKeys(keyPath))?.length]).toEqual([0, 1]);
  await allOpen();
  await rm(dataDir, { recursive: true });
}, 180_000);

test('R11.3: with another key than the store was sealed with the server says so, and writes nothing', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-wrong-key-'));
  const file = join(dataDir, 'file');
  await writeFile(file, 'an archive');
  const sha256 = createHash('sha256').update('an archive').digest('hex');
  const store = await openStore(readConfig({ DATA_DIR: dataDir }), dataDir);
  await store.put('archives/2026-03/one.zip', file, { sha256, bytes: 10 });
  const before = (await readdir(dataDir, { recursive: true })).toSorted();
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: '0', STORE_KEY: 'ab'.repeat(32) };
  const main = join(import.meta.dirname, 'main.ts');
  const failed: unknown = await run(process.execPath, [main], { env }).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The files of the store .* do not open\.\n$/),
  });
  expect((await readdir(dataDir, { recursive: true })).toSorted()).toEqual(before);
  await rm(dataDir, { recursive: true });
});

test('F34: adopting what a database has forgotten may be killed at any moment, and the next run finishes it', async () => {
  const postgres = await startTemporaryPostgres();
  const dataDir = await mkdtemp(join(tmpdir(), 'codesight-adoption-'));
  const config = readConfig({ DATA_DIR: dataDir });
  const store = await openStore(config, dataDir);
  const keys: string[] = [];
  for (let index = 0; index < 24; index++) {
    const archive = makeArchive({ participantId });
    const file = join(dataDir, 'file');
    await writeFile(file, archive.bytes);
    const key = `archives/2026-03/${archive.sessionId}-${archive.sha256}.zip`;
    await store.put(key, file, { sha256: archive.sha256, bytes: archive.bytes.length });
    keys.push(key);
  }
  const { database, close } = await openDatabase({ url: postgres.url, dataDir });
  await database
    .insertInto('participants')
    .values({ id: participantId, created_at: 1, consent: JSON.stringify(sampleConsent), withdrawn_at: null })
    .execute();
  const stored = async () => ({
    keys: (await database.selectFrom('archives').select('object_key').execute()).map((row) => row.object_key),
    sessions: (await database.selectFrom('sessions').select('id').execute()).length,
    marks: await database.selectFrom('pending_objects').selectAll().execute(),
  });
  const adopt = () => {
    const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, DATABASE_URL: postgres.url };
    return spawn(process.execPath, [join(import.meta.dirname, 'storage-command.ts'), 'adopt'], { env });
  };
  const child = adopt();
  const ended = once(child, 'exit');
  while ((await stored()).keys.length < 6) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill('SIGKILL');
  await ended;
  // What it had sent off as its last may still be done.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const between = await stored();
  expect(between.keys.length).toBeGreaterThan(0);
  expect(between.keys.length).toBeLessThan(24);
  expect(between).toMatchObject({ sessions: between.keys.length, marks: [] });
  const [code] = (await once(adopt(), 'exit')) as [number];
  const after = await stored();
  expect([code, after.keys.toSorted(), after.sessions]).toEqual([0, keys.toSorted(), 24]);
  expect((await Array.fromAsync(store.list('archives/'))).length).toBe(24);
  await close();
  await postgres.stop();
  await rm(dataDir, { recursive: true });
}, 120_000);
