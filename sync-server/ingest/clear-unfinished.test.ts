import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderStore } from '../adapters/folder-store.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { clearUnfinished } from './clear-unfinished.ts';
import { makeArchive, type MadeArchive } from './make-archive.ts';

const nothing = { objects: 0, adopted: 0, left: 0, parts: 0, failed: [] };

onEachDatabase('what a process that died has left', (opened) => {
  let folder: string;
  let server: TestApp;
  let participant: { participantId: string; token: string };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codesight-unfinished-'));
    server = await openTestApp(opened().database, { store: folderStore(folder, [randomBytes(32)]) });
    participant = await server.enrol();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  /** Its object is stored, and the process does nothing any more. @returns the object's key. */
  const dieAfterStoring = async (archive: MadeArchive, token = participant.token): Promise<string> => {
    const { store } = server.deps;
    const stored = Promise.withResolvers<string>();
    const put: typeof store.put = async (...args) => {
      await store.put(...args);
      stored.resolve(args[0]);
      await new Promise(() => undefined);
    };
    const dying = await openTestApp(opened().database, { store: { ...store, put } });
    void dying.send(archive, token);
    const key = await stored.promise;
    await dying.close();
    return key;
  };
  const marks = () => opened().database.selectFrom('pending_objects').select('object_key').execute();
  const sessions = async () => (await opened().database.selectFrom('sessions').select('id').execute()).length;

  test('R1.5, F30: an object that is whole gets its rows, with the moment at which it arrived', async () => {
    const archive = makeArchive({ participantId: participant.participantId });
    const key = await dieAfterStoring(archive);
    const begunAt = server.clock.now;
    server.clock.now += 30_000;
    expect(await clearUnfinished(server.deps, 60_000)).toEqual(nothing);
    expect(await clearUnfinished(server.deps, 0)).toEqual({ ...nothing, objects: 1, adopted: 1 });
    const rows = await opened().database.selectFrom('archives').selectAll().execute();
    expect(rows).toMatchObject([{ session_id: archive.sessionId, received_at: begunAt, object_key: key }]);
    expect(await marks()).toEqual([]);
    const again = await server.send(archive, participant.token);
    expect([again.status, await again.json()]).toMatchObject([200, { storedAt: begunAt, screening: 'clear' }]);
  });

  test('F34: a mark that came back with a database from a backup takes no confirmed archive with it', async () => {
    const archive = makeArchive();
    await dieAfterStoring(archive);
    const backup = await opened().database.selectFrom('pending_objects').selectAll().execute();
    // After the backup it was stored and confirmed; it names nobody, and the mark still knows whose it is.
    expect((await server.send(archive, participant.token)).status).toBe(201);
    await opened().database.deleteFrom('sessions').execute();
    await opened().database.insertInto('pending_objects').values(backup).execute();
    expect(await clearUnfinished(server.deps, 0)).toEqual({ ...nothing, objects: 1, adopted: 1 });
    const download = await server.request(`/v1/archives/${archive.sessionId}`, { token: participant.token });
    expect(Buffer.from(await download.arrayBuffer()).equals(archive.bytes)).toBe(true);
  });

  test('F34: an object of which neither it nor its mark says whose it is, or of somebody unknown, is left for people', async () => {
    const other = await server.enrol();
    const ofOther = makeArchive({ participantId: other.participantId });
    const keys = [await dieAfterStoring(makeArchive()), await dieAfterStoring(ofOther, other.token)];
    await opened().database.updateTable('pending_objects').set({ participant_id: null }).execute();
    await opened().database.deleteFrom('participants').where('id', '=', other.participantId).execute();
    expect(await clearUnfinished(server.deps, 0)).toEqual({ ...nothing, objects: 2, left: 2 });
    for (const key of keys) expect(await server.deps.store.size(key)).toBeGreaterThan(0);
    expect(await marks()).toEqual([]);
  });

  test('what was erased is deleted, what was withdrawn is left for people, and a mark without an object is forgotten', async () => {
    const other = await server.enrol();
    const key = await dieAfterStoring(makeArchive({ participantId: participant.participantId }));
    const withdrawn = await dieAfterStoring(makeArchive({ participantId: other.participantId }), other.token);
    await server.request('/v1/me', { token: participant.token, method: 'DELETE' });
    await server.request('/v1/me/withdrawal', { token: other.token, method: 'POST' });
    await opened()
      .database.insertInto('pending_objects')
      .values({ object_key: `archives/2026-03/${crypto.randomUUID()}-${'c'.repeat(64)}.zip`, begun_at: 0 })
      .execute();
    expect(await clearUnfinished(server.deps, 0)).toEqual({ ...nothing, objects: 3, left: 1 });
    expect(await server.deps.store.size(withdrawn)).toBeGreaterThan(0);
    expect([await server.deps.store.size(key), await marks(), await sessions()]).toEqual([undefined, [], 0]);
  });

  test('an object that is damaged is left for people to look at, and an archive’s own object is never touched', async () => {
    const key = await dieAfterStoring(makeArchive({ participantId: participant.participantId }));
    const bytes = await readFile(join(folder, key));
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
    await writeFile(join(folder, key), bytes);
    const kept = makeArchive({ participantId: participant.participantId });
    await server.send(kept, participant.token);
    const { object_key } = await opened()
      .database.selectFrom('archives')
      .select('object_key')
      .executeTakeFirstOrThrow();
    await opened().database.insertInto('pending_objects').values({ object_key, begun_at: 0 }).execute();
    expect(await clearUnfinished(server.deps, 0)).toEqual({ ...nothing, objects: 2, left: 1 });
    expect(await server.deps.store.size(key)).toBeGreaterThan(0);
    expect([await server.deps.store.size(object_key), await marks()]).toEqual([kept.bytes.length, []]);
  });

  test('a store that does not answer just now holds nothing up, and the next time takes it up', async () => {
    await dieAfterStoring(makeArchive({ participantId: participant.participantId }));
    const silent = { ...server.deps.store, getStream: () => Promise.reject(new Error('no answer')) };
    const { failed } = await clearUnfinished({ ...server.deps, store: silent }, 0);
    expect(failed).toEqual([expect.stringContaining('no answer')]);
    expect(await clearUnfinished(server.deps, 0)).toEqual({ ...nothing, objects: 1, adopted: 1 });
  });
});
