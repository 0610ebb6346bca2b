import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StandInS3, startS3 } from '../../e2e/stand-ins/s3.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { keysIn } from '../adapters/folder-files.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { s3Store } from '../adapters/s3-store.ts';
import { testBucket } from '../adapters/test-bucket.ts';
import type { ArchiveStore } from '../archive-store.ts';
import { buildDataset } from '../dataset/build-dataset.ts';
import { datasetDeps } from '../dataset/dataset-deps.ts';
import { datasetRows } from '../dataset/dataset-rows.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { readTraining } from '../ingest/read-training.ts';
import { advanceErasure } from '../rights/advance-erasure.ts';
import { finishRestorations } from './bring-back.ts';
import { coolArchives } from './cool-archives.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

onEachDatabase('hot and cold storage', (opened) => {
  let s3: StandInS3;
  let folders: { hot: string; cold: string };
  let server: TestApp;
  const database = () => opened().database;
  beforeEach(async () => {
    s3 = await startS3({ restoreMs: 4 * HOUR_MS });
    folders = {
      hot: await mkdtemp(join(tmpdir(), 'codesight-hot-')),
      cold: await mkdtemp(join(tmpdir(), 'codesight-cold-')),
    };
  });
  afterEach(async () => {
    await server.close();
    await s3.close();
    await Promise.all(Object.values(folders).map((folder) => rm(folder, { recursive: true })));
  });

  const onBucket = () => s3Store(testBucket(s3));
  const onFolders = () => folderStore(folders.hot, undefined, { coldFolder: folders.cold });
  const begin = async (store: ArchiveStore, sessions = 1) => {
    server = await openTestApp(database(), { store });
    const participant = await server.enrol();
    const archives = Array.from({ length: sessions }, () => makeArchive({ participantId: participant.participantId }));
    for (const archive of archives) expect((await server.send(archive, participant.token)).status).toBe(201);
    return { ...participant, archives, researcher: await server.issue('researcher') };
  };
  const passDays = (days: number) => {
    server.clock.now += days * DAY_MS;
    s3.passTime(days * DAY_MS);
  };
  const cool = (days = 30) => coolArchives(server.deps, { days });
  const tiers = async () => {
    const rows = await database().selectFrom('archives').select('tier').orderBy('session_id').execute();
    return rows.map(({ tier }) => tier);
  };
  const download = (sessionId: string, token: string) => server.request(`/v1/archives/${sessionId}`, { token });

  test('R6.5: a download of what lies in cold storage says when it will be there, and then it is', async () => {
    const { archives, researcher } = await begin(onBucket());
    const [archive] = archives;
    if (archive === undefined) throw new Error('one was sent');
    passDays(31);
    expect(await cool()).toEqual({ cooled: 1, bytes: archive.bytes.length, missing: 0 });
    for (let time = 0; time < 2; time++) {
      const answer = await download(archive.sessionId, researcher);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { code: 'ARCHIVE_COLD' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(600);
    }
    expect(await tiers()).toEqual(['restoring']);
    expect(await finishRestorations(server.deps)).toBe(0);
    passDays(0.25);
    expect(await finishRestorations(server.deps)).toBe(1);
    const answer = await download(archive.sessionId, researcher);
    expect(Buffer.from(await answer.arrayBuffer()).equals(archive.bytes)).toBe(true);
    // It was asked for: it stays for another while.
    passDays(29);
    expect(await cool()).toMatchObject({ cooled: 0 });
    expect(await tiers()).toEqual(['hot']);
  });

  test('R6.4: only what nobody has read for so long goes there, and what is still to be screened does not', async () => {
    const { archives, researcher } = await begin(onFolders(), 3);
    const [first, second] = archives.map(({ sessionId }) => sessionId).toSorted();
    await database()
      .updateTable('sessions')
      .set({ screening: 'unscanned' })
      .where('id', '=', second ?? '')
      .execute();
    passDays(20);
    await (await download(first ?? '', researcher)).arrayBuffer();
    passDays(20);
    expect(await coolArchives(server.deps, { days: 30, dryRun: true })).toMatchObject({ cooled: 1 });
    expect(await keysIn(folders.cold, '')).toHaveLength(0);
    expect(await cool()).toMatchObject({ cooled: 1 });
    expect(await tiers()).toEqual(['hot', 'hot', 'cold']);
    expect(await keysIn(folders.cold, '')).toHaveLength(1);
    const sums = await database()
      .selectFrom('tier_totals')
      .select(['tier', 'archives', 'bytes'])
      .orderBy('tier')
      .execute();
    const bytes = await database().selectFrom('archives').select(['tier', 'bytes']).execute();
    const of = (tier: string) => bytes.filter((row) => row.tier === tier).reduce((sum, row) => sum + row.bytes, 0);
    expect(sums).toEqual([
      { tier: 'cold', archives: 1, bytes: of('cold') },
      { tier: 'hot', archives: 2, bytes: of('hot') },
    ]);
  });

  test('R6.5: what is read from the cold folder is read at once, and is hot from then on', async () => {
    const { archives, researcher } = await begin(onFolders());
    const [archive] = archives;
    if (archive === undefined) throw new Error('one was sent');
    passDays(31);
    await cool();
    const answer = await download(archive.sessionId, researcher);
    expect(Buffer.from(await answer.arrayBuffer()).equals(archive.bytes)).toBe(true);
    expect(await tiers()).toEqual(['restoring']);
    expect(await finishRestorations(server.deps)).toBe(1);
    expect([await tiers(), await keysIn(folders.cold, '')]).toEqual([['hot'], []]);
  });

  /** Everything that there is as a dataset, to be built as often as wanted. */
  async function orderDataset() {
    const { store, now } = server.deps;
    const building = datasetDeps({ database: database(), store, now, readTraining, temporaryFolder: folders.hot });
    const rows = datasetRows(database());
    const { id } = await rows.create({ filter: {}, splitBy: 'session' }, now());
    return { build: () => buildDataset(building, id), find: () => rows.find(id) };
  }

  test('R6.5: a dataset waits for what comes back from cold storage, and leaves nothing out', async () => {
    await begin(onBucket(), 2);
    passDays(31);
    await cool();
    const { build, find } = await orderDataset();
    await build();
    expect((await find())?.state).toBe('building');
    expect(await tiers()).toEqual(['restoring', 'restoring']);
    passDays(0.25);
    expect(await finishRestorations(server.deps)).toBe(2);
    await build();
    const built = await find();
    expect(built).toMatchObject({ sessions: 2, rejected: [] });
    expect(built?.state).not.toBe('building');
  });

  test('a dataset waits too for what is cold although no row says so', async () => {
    await begin(onBucket());
    const [row] = await database().selectFrom('archives').select('object_key').execute();
    await server.deps.store.tiers?.cool(row?.object_key ?? '');
    const { build, find } = await orderDataset();
    await build();
    expect([(await find())?.state, await tiers()]).toEqual(['building', ['restoring']]);
  });

  test('R11.6: a participant who saves everything waits for it, instead of getting a part', async () => {
    const { token } = await begin(onBucket(), 2);
    passDays(31);
    await cool();
    const answer = await server.request('/v1/me/export', { token });
    expect([answer.status, await answer.json()]).toMatchObject([503, { error: { code: 'ARCHIVE_COLD' } }]);
    passDays(0.25);
    await finishRestorations(server.deps);
    expect((await server.request('/v1/me/export', { token })).status).toBe(200);
  });

  test('R6.5: an administrator and a researcher can ask for an archive, a participant cannot', async () => {
    const { archives, token, researcher } = await begin(onBucket());
    const path = `/v1/admin/archives/${archives[0]?.sessionId}/restoration`;
    const ask = (by: string) => server.request(path, { token: by, method: 'POST' });
    expect(await (await ask(researcher)).json()).toEqual({ state: 'hot', readyAt: null });
    passDays(31);
    await cool();
    const readyAt = server.clock.now + 5 * HOUR_MS;
    expect(await (await ask(await server.issue('administrator'))).json()).toEqual({ state: 'restoring', readyAt });
    passDays(0.25);
    expect(await finishRestorations(server.deps)).toBe(1);
    expect(await cool()).toMatchObject({ cooled: 0 });
    expect((await ask(token)).status).toBe(403);
    const nobodys = `/v1/admin/archives/${crypto.randomUUID()}/restoration`;
    expect((await server.request(nobodys, { token: researcher, method: 'POST' })).status).toBe(404);
  });

  test('R11.6: what is erased while it is moved to cold storage is gone from both places', async () => {
    const store = onFolders();
    const { token } = await begin(store, 2);
    passDays(31);
    const slow: ArchiveStore = {
      ...store,
      tiers: {
        cool: async (key) => {
          const content = await readFile(join(folders.hot, key));
          await setTimeout(200);
          await mkdir(dirname(join(folders.cold, key)), { recursive: true });
          await writeFile(join(folders.cold, key), content);
          await rm(join(folders.hot, key), { force: true });
        },
        warm: (key) => store.tiers?.warm(key) ?? Promise.resolve(0),
      },
    };
    const erase = async () => {
      await setTimeout(50);
      expect((await server.request('/v1/me', { token, method: 'DELETE' })).status).toBe(202);
      const { id } = await database().selectFrom('erasures').select('id').executeTakeFirstOrThrow();
      await advanceErasure(server.erasureDeps, id);
    };
    await Promise.all([coolArchives({ ...server.deps, store: slow }, { days: 30 }), erase()]);
    expect(await tiers()).toEqual([]);
    expect([await keysIn(folders.hot, 'archives/'), await keysIn(folders.cold, '')]).toEqual([[], []]);
  });

  test('what is missing is not waited for for ever, nor does it hold a dataset up', async () => {
    const { archives, researcher } = await begin(onBucket());
    passDays(31);
    await cool();
    expect((await download(archives[0]?.sessionId ?? '', researcher)).status).toBe(503);
    const [row] = await database().selectFrom('archives').select('object_key').execute();
    await server.deps.store.delete(row?.object_key ?? '');
    passDays(0.25);
    await finishRestorations(server.deps);
    expect([await tiers(), await finishRestorations(server.deps)]).toEqual([['hot'], 0]);
    expect((await download(archives[0]?.sessionId ?? '', researcher)).status).toBe(404);
  });

  test('a move that was killed before its row said so is done again', async () => {
    await begin(onFolders());
    passDays(31);
    const [row] = await database().selectFrom('archives').select('object_key').execute();
    await server.deps.store.tiers?.cool(row?.object_key ?? '');
    expect(await cool()).toMatchObject({ cooled: 1, missing: 0 });
    expect(await tiers()).toEqual(['cold']);
  });
});
