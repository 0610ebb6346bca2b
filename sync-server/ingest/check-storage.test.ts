import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { advanceErasure } from '../rights/advance-erasure.ts';
import { checkStorage, deleteOrphan, forgetArchive } from './check-storage.ts';
import { makeArchive, type MadeArchive, sha256Of } from './make-archive.ts';

onEachDatabase('checking the storage', (opened) => {
  let server: TestApp;
  let participant: { participantId: string; token: string };
  beforeEach(async () => {
    server = await openTestApp(opened().database);
    participant = await server.enrol();
  });
  afterEach(() => server.close());

  const sendNow = async (archive: MadeArchive) => {
    expect((await server.send(archive, participant.token)).status).toBe(201);
    const { object_key: key } = await opened()
      .database.selectFrom('archives')
      .select('object_key')
      .where('session_id', '=', archive.sessionId)
      .executeTakeFirstOrThrow();
    return key;
  };
  const sendOne = async () => {
    const archive = makeArchive({ participantId: participant.participantId });
    return { archive, key: await sendNow(archive) };
  };
  const putStray = async (key: string) => {
    const file = `${process.env['TMPDIR'] ?? '/tmp'}/stray-${crypto.randomUUID()}`;
    await writeFile(file, 'stray');
    await server.deps.store.put(key, file, { sha256: sha256Of(Buffer.from('stray')), bytes: 5 });
  };

  test('R12.1: what fits together is left alone, and what is being stored just now is no orphan', async () => {
    await sendOne();
    await putStray('archives/2026-03/under-way.zip');
    const mark = { object_key: 'archives/2026-03/under-way.zip', begun_at: server.clock.now };
    await opened().database.insertInto('pending_objects').values(mark).execute();
    const report = await checkStorage(server.deps);
    expect(report).toEqual({ objects: 2, archives: 1, orphans: [], missing: [] });
    expect(await server.deps.store.size('archives/2026-03/under-way.zip')).toBe(5);
  });

  test('an object without an archive is reported, and deleted when that is asked for', async () => {
    await sendOne();
    await putStray('archives/2026-02/stray.zip');
    const orphans = ['archives/2026-02/stray.zip'];
    expect(await checkStorage(server.deps)).toMatchObject({ orphans, missing: [] });
    for (const key of orphans) await deleteOrphan(server.deps, key);
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 1, orphans: [] });
    const acts = await opened().database.selectFrom('audit_log').select(['act', 'subject']).execute();
    expect(acts).toContainEqual({ act: 'delete-orphan', subject: 'archives/2026-02/stray.zip' });
  });

  test('R11.6: what an erasure has still to remove is no orphan', async () => {
    const { key } = await sendOne();
    expect((await server.request('/v1/me', { token: participant.token, method: 'DELETE' })).status).toBe(202);
    const { id } = await opened().database.selectFrom('erasures').select('id').executeTakeFirstOrThrow();
    const stuck = { ...server.erasureDeps.store, delete: () => Promise.reject(new Error('The store is away.')) };
    await expect(advanceErasure({ ...server.erasureDeps, store: stuck }, id)).rejects.toThrow('The store is away.');
    expect(await server.deps.store.size(key)).toBeGreaterThan(0);
    const nothing = { objects: 1, archives: 0, orphans: [], missing: [] };
    expect(await checkStorage(server.deps)).toEqual(nothing);
    await advanceErasure(server.erasureDeps, id);
    expect(await checkStorage(server.deps)).toEqual({ ...nothing, objects: 0 });
  });

  test('an archive whose object is gone or cut off is reported; forgotten, it is sent again and stored anew', async () => {
    const gone = await sendOne();
    const short = await sendOne();
    await server.deps.store.delete(gone.key);
    await server.deps.store.delete(short.key);
    await putStray(short.key);
    const missing = [gone.key, short.key].toSorted();
    expect(await checkStorage(server.deps)).toMatchObject({ archives: 2, missing });
    // The server still says that it has them.
    expect((await server.send(gone.archive, participant.token)).status).toBe(200);
    for (const key of missing) await forgetArchive(server.deps, key);
    for (const { archive } of [gone, short]) {
      expect((await server.send(archive, participant.token)).status).toBe(201);
    }
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 2, archives: 2, orphans: [], missing: [] });
  });

  test('F35: what a device sends again while its archive is forgotten is stored after it, not deleted with it', async () => {
    const { store } = server.deps;
    const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const late = await openTestApp(opened().database, {
      store,
      verify: async (path) => {
        reached.resolve();
        await gate.promise;
        return await server.deps.verify(path);
      },
    });
    const archive = makeArchive({ participantId: participant.participantId });
    // Nothing of it was stored when it came; another request overtakes it, whose object is then lost.
    const sending = late.send(archive, participant.token);
    await reached.promise;
    const key = await sendNow(archive);
    await store.delete(key);
    const racing = {
      ...store,
      delete: async (objectKey: string) => {
        gate.resolve();
        await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, 500))]);
        await store.delete(objectKey);
      },
    };
    await forgetArchive({ ...server.deps, store: racing }, key);
    expect((await sending).status).toBe(201);
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 1, archives: 1, orphans: [], missing: [] });
    await late.close();
  });

  test('what somebody is storing just now is not forgotten, and what was erased meanwhile is not touched', async () => {
    const { key } = await sendOne();
    const mark = { object_key: key, begun_at: server.clock.now };
    await opened().database.insertInto('pending_objects').values(mark).execute();
    await forgetArchive(server.deps, key);
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 1, archives: 1, missing: [] });
    await opened().database.deleteFrom('sessions').execute();
    await opened().database.deleteFrom('pending_objects').execute();
    await forgetArchive(server.deps, key);
    expect(await checkStorage(server.deps)).toMatchObject({ objects: 1, archives: 0, orphans: [key] });
    expect(await opened().database.selectFrom('pending_objects').selectAll().execute()).toEqual([]);
  });
});
