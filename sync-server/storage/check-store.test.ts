import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { datasetKey } from '../dataset/dataset-files.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive, sha256Of } from '../ingest/make-archive.ts';
import type { JobHandler, JobQueue } from '../job-queue.ts';
import { advanceErasure } from '../rights/advance-erasure.ts';
import { checkJobs } from './check-jobs.ts';
import { checkStore, readLastCheck } from './check-store.ts';

const everything = { archives: Infinity, bytes: Infinity };
const order = { reason: 'nightly', verify: everything, leftoversOlderThanMs: 60_000 } as const;
const fine = { missing: 0, damaged: 0, orphans: 0, leftovers: 0, consentsWaiting: 0 };

onEachDatabase('comparing the store with the database', (opened) => {
  let folder: string;
  let server: TestApp;
  let participant: { participantId: string; token: string };
  const database = () => opened().database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codesight-check-'));
    server = await openTestApp(database(), { store: folderStore(folder, [randomBytes(32)]) });
    participant = await server.enrol();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const sendOne = async () => {
    const archive = makeArchive({ participantId: participant.participantId });
    expect((await server.send(archive, participant.token)).status).toBe(201);
    const { object_key: key } = await database()
      .selectFrom('archives')
      .select('object_key')
      .where('session_id', '=', archive.sessionId)
      .executeTakeFirstOrThrow();
    return { archive, key };
  };
  const put = async (key: string, text: string) => {
    const file = join(folder, '..', crypto.randomUUID());
    await writeFile(file, text);
    await server.deps.store.put(key, file, { sha256: sha256Of(Buffer.from(text)), bytes: text.length });
    await rm(file);
  };
  const found = async () =>
    Object.fromEntries((await readLastCheck(database())).findings.map(({ objectKey, kind }) => [objectKey, kind]));

  test('R12.1: what fits together is read to the last byte, those first that were not read for longest', async () => {
    const sent = [await sendOne(), await sendOne(), await sendOne()];
    const counts = { objects: 3, archives: 3, verified: 3, ...fine };
    expect(await checkStore(server.deps, order)).toEqual({ counts, findings: [] });
    server.clock.now += 1_000;
    const one = { ...order, verify: { archives: 1, bytes: Infinity } };
    const seen = new Set<number>();
    for (let night = 0; night < 3; night++) {
      expect((await checkStore(server.deps, one)).counts.verified).toBe(1);
      server.clock.now += 1_000;
      const rows = await database().selectFrom('archives').select('verified_at').execute();
      seen.add(rows.filter(({ verified_at: at }) => at === server.clock.now - 1_000).length);
    }
    expect(seen).toEqual(new Set([1]));
    const rows = await database().selectFrom('archives').select('verified_at').execute();
    expect(new Set(rows.map(({ verified_at: at }) => at)).size).toBe(sent.length);
  });

  test('R1.5: what is gone, cut off, changed, plain or nobody’s is found, each by its name, and told', async () => {
    const [gone, short, changed, plain] = [await sendOne(), await sendOne(), await sendOne(), await sendOne()];
    const intact = await sendOne();
    await server.deps.store.delete(gone.key);
    const whole = await readFile(join(folder, short.key));
    await writeFile(join(folder, short.key), whole.subarray(0, 20));
    const bytes = await readFile(join(folder, changed.key));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(join(folder, changed.key), bytes);
    await writeFile(join(folder, plain.key), plain.archive.bytes);
    await put('archives/2026-02/stray.zip', 'stray');
    await writeFile(join(folder, 'archives/half.part~'), 'half');
    const old = new Date(server.clock.now - 3_600_000);
    await utimes(join(folder, 'archives/half.part~'), old, old);

    const { counts } = await checkStore(server.deps, order);
    const bad = { missing: 1, damaged: 3, orphans: 1, leftovers: 1 };
    expect(counts).toEqual({ objects: 5, archives: 5, verified: 5, ...fine, ...bad });
    expect(await found()).toEqual({
      [gone.key]: 'missing',
      [short.key]: 'damaged',
      [changed.key]: 'damaged',
      [plain.key]: 'damaged',
      'archives/2026-02/stray.zip': 'orphan',
    });
    const acts = await database().selectFrom('audit_log').select(['act', 'details']).execute();
    expect(acts).toContainEqual({ act: 'check-storage', details: { reason: 'nightly', ...counts } });

    // A look that reads nothing still knows what was damaged.
    const quick = { ...order, reason: 'start', verify: { archives: 0, bytes: 0 } } as const;
    expect((await checkStore(server.deps, quick)).counts).toMatchObject({ missing: 1, damaged: 3, orphans: 1 });
    // Nothing was repaired by itself. What is asked for is.
    const repair = { deleteOrphans: true, forgetMissing: true };
    expect((await checkStore(server.deps, { ...order, repair })).counts).toMatchObject({ damaged: 3, orphans: 1 });
    for (const { archive } of [gone, short, changed, plain]) {
      expect((await server.send(archive, participant.token)).status).toBe(201);
    }
    expect((await server.send(intact.archive, participant.token)).status).toBe(200);
    expect((await checkStore(server.deps, order)).counts).toMatchObject({ objects: 5, archives: 5, ...fine });
    expect(await found()).toEqual({});
  });

  test('files of datasets are compared too', async () => {
    const id = newId(1_000);
    const row = { id, created_at: 0, state: 'ready', failure: null, filter: '{}', sessions: 0 } as const;
    const more = { examples: '{}', duplicates_dropped: 0, rejected: '[]', sha256: 'a'.repeat(64) };
    await database()
      .insertInto('datasets')
      .values({ ...row, ...more })
      .execute();
    await put(datasetKey(id, 'train'), '{}\n');
    const nobodys = datasetKey(newId(2_000), 'train');
    await put(nobodys, '{}\n');
    await checkStore(server.deps, order);
    expect(await found()).toEqual({
      [nobodys]: 'orphan',
      [datasetKey(id, 'validation')]: 'missing',
      [datasetKey(id, 'test')]: 'missing',
      [`datasets/${id}/sessions.json`]: 'missing',
    });
    await checkStore(server.deps, { ...order, repair: { deleteOrphans: true } });
    expect(await server.deps.store.size(nobodys)).toBeUndefined();
    expect(await server.deps.store.size(datasetKey(id, 'train'))).toBe(3);
  });

  test('R11.6: what was found of a session goes with the session', async () => {
    const { key, archive } = await sendOne();
    await server.deps.store.delete(key);
    await checkStore(server.deps, order);
    expect(await found()).toEqual({ [key]: 'missing' });
    expect((await server.request('/v1/me', { token: participant.token, method: 'DELETE' })).status).toBe(202);
    const { id } = await database().selectFrom('erasures').select('id').executeTakeFirstOrThrow();
    await advanceErasure(server.erasureDeps, id);
    expect(JSON.stringify(await readLastCheck(database()))).not.toContain(archive.sessionId);
  });

  test('an administrator reads what was found and asks for another look; nobody else does', async () => {
    const { key } = await sendOne();
    const administrator = await server.issue('administrator');
    const path = '/v1/admin/storage/check';
    const none = await server.request(path, { token: administrator });
    expect(await none.json()).toEqual({ last: null, findings: [] });
    await server.deps.store.delete(key);
    await checkStore(server.deps, order);
    const answer = await server.request(path, { token: administrator });
    expect(await answer.json()).toMatchObject({
      last: { reason: 'nightly', counts: { missing: 1 } },
      findings: [{ kind: 'missing', objectKey: key }],
    });
    expect((await server.request(path, { token: administrator, method: 'POST' })).status).toBe(202);
    expect(server.asked).toContainEqual({
      name: 'check-storage',
      data: { reason: 'administrator', actor: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
    for (const token of [participant.token, await server.issue('researcher')]) {
      expect((await server.request(path, { token })).status).toBe(403);
      expect((await server.request(path, { token, method: 'POST' })).status).toBe(403);
    }
  });

  test('a start has everything compared when it cleared something away, or when that was long ago', async () => {
    await sendOne();
    const handlers: JobHandler<object>[] = [];
    const sent: object[] = [];
    const queue: JobQueue = {
      define: (_name, handler) => void handlers.push(handler as JobHandler<object>),
      send: async (_name, data) => void sent.push(data),
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    };
    const jobs = checkJobs(queue, { ...server.deps, log: pino({ level: 'silent' }) });
    await jobs.afterStart(0);
    await handlers[0]?.({ reason: 'start' }, new AbortController().signal);
    expect((await readLastCheck(database())).last).toMatchObject({ reason: 'start', counts: { archives: 1, ...fine } });
    await jobs.afterStart(0);
    expect(sent).toEqual([{ reason: 'start' }]);
    await jobs.afterStart(1);
    server.clock.now += 21 * 3_600_000;
    await jobs.afterStart(0);
    expect(sent).toHaveLength(3);
  });
});
