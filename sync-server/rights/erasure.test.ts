import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { erasureCertificate } from '../../shared/api/rights.ts';
import { newId } from '../../shared/new-id.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { datasetIndexKey, datasetKey, writeLines } from '../dataset/dataset-files.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { uploadName } from '../train/upload-name.ts';
import { advanceErasure, type ErasureDeps } from './advance-erasure.ts';
import { diesAt } from '../dies-at.ts';

/** A provider that holds files by name, and does not answer for the first `silentFor` questions. */
function provider(silentFor = 0) {
  const files = new Map<string, string>();
  let asked = 0;
  const answer = () => {
    if (++asked <= silentFor) throw new Error('the provider does not answer');
  };
  const port: NonNullable<ErasureDeps['provider']> = {
    name: 'stand-in',
    findFile: async (name) => {
      answer();
      return [...files].find(([, its]) => its === name)?.[0];
    },
    removeFile: async (id) => {
      answer();
      files.delete(id);
    },
  };
  return { port, files };
}

onEachDatabase('erasure', (opened) => {
  let server: TestApp;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
  });
  afterEach(() => server.close());

  const database = () => opened().database;
  const erase = async (token: string) => {
    const answer = await server.request('/v1/me', { token, method: 'DELETE' });
    expect(answer.status).toBe(202);
    return erasureCertificate.parse(await answer.json());
  };
  const certificate = async (id: string) => {
    const answer = await server.request(`/v1/erasures/${id}`);
    return erasureCertificate.parse(await answer.json());
  };

  async function addParticipant(sessions: number) {
    const { token, participantId } = await server.enrol();
    const archives = Array.from({ length: sessions }, (_, index) =>
      makeArchive({ participantId, startedAt: 1_770_000_000_000 + index * 1_000 }),
    );
    for (const archive of archives) expect((await server.send(archive, token)).status).toBe(201);
    return { token, participantId, archives };
  }

  /** A dataset with files, rows and a run whose file lies at the provider. */
  async function addDataset(sessionIds: readonly string[], run: { state: 'succeeded' | 'training'; files: string[] }) {
    const id = newId(Date.now());
    const line = (sessionId: string) => JSON.stringify({ line: `of ${sessionId}` });
    const names: string[] = [];
    for (const split of ['train', 'validation', 'test'] as const) {
      const path = join(tmpdir(), `${id}-${split}`);
      const file = await writeLines(path, sessionIds.map(line));
      names.push(uploadName(file.sha256));
      await server.deps.store.put(datasetKey(id, split), path, file);
    }
    const index = join(tmpdir(), `${id}-index`);
    await writeFile(index, '');
    await server.deps.store.put(datasetIndexKey(id), index, await writeLines(index, ['[]']));
    await database()
      .insertInto('datasets')
      .values({
        id,
        created_at: 0,
        state: 'ready',
        failure: null,
        filter: '{}',
        sessions: sessionIds.length,
        examples: '{}',
        duplicates_dropped: 0,
        rejected: JSON.stringify(sessionIds.map((sessionId) => ({ sessionId, line: 1, reason: 'too long' }))),
        sha256: 'a'.repeat(64),
        bytes: 500,
      })
      .execute();
    for (const session_id of sessionIds) {
      await database().insertInto('dataset_sessions').values({ dataset_id: id, session_id, split: 'train' }).execute();
    }
    const runId = newId(Date.now());
    await database()
      .insertInto('training_runs')
      .values({
        id: runId,
        created_at: 0,
        updated_at: 0,
        state: run.state,
        dataset_id: id,
        provider: 'stand-in',
        base_model: 'base',
        epochs: 1,
        provider_file_ids: JSON.stringify(run.files),
        provider_job_id: null,
        progress: null,
        failure: null,
      })
      .execute();
    if (run.state === 'succeeded') {
      await database()
        .insertInto('models')
        .values({ id: `ft:${id}`, run_id: runId, site: null, created_at: 0, evaluation: '{}', active: false })
        .execute();
    }
    return { id, runId, names };
  }

  /** Whatever the database holds, but the log: it keeps random numbers of what was done. */
  async function everyRow(): Promise<string> {
    const { rows: tables } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'
        and tablename <> 'audit_log'
    `.execute(database());
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(database());
      texts.push(JSON.stringify(rows));
    }
    return texts.join('\n');
  }

  test('R11.6: nothing of an erased participant is left in any table, object, upload, dataset or provider', async () => {
    const mine = await addParticipant(2);
    const theirs = await addParticipant(1);
    const half = makeArchive({ participantId: mine.participantId });
    const begun = half.bytes.slice(0, 500);
    await server.send(half, mine.token, { body: begun, headers: { 'content-length': '500' } });
    const ids = [...mine.archives, ...theirs.archives].map(({ sessionId }) => sessionId);
    const shared = await addDataset(ids, { state: 'succeeded', files: ['file-1'] });
    const running = await addDataset(ids.slice(0, 1), { state: 'training', files: ['file-2'] });
    const other = await addDataset(ids.slice(2), { state: 'succeeded', files: ['file-3'] });
    const { port, files } = provider();
    for (const id of ['file-1', 'file-2', 'file-3']) files.set(id, 'by-id');
    // Uploaded by a process that was killed before it wrote the id down.
    files.set('file-4', shared.names[0] ?? '');

    const { id } = await erase(mine.token);
    await advanceErasure({ ...server.erasureDeps, provider: port }, id);

    const left = await everyRow();
    for (const gone of [mine.participantId, ...ids.slice(0, 2), ...mine.archives.map(({ sha256 }) => sha256)]) {
      expect(left).not.toContain(gone);
    }
    expect(left).toContain(theirs.participantId);
    const onDisk = (await server.filesOnDisk()).join('\n');
    for (const gone of [mine.participantId, ...ids.slice(0, 2)]) expect(onDisk).not.toContain(gone);
    expect(onDisk).toContain(ids[2]);
    expect([...files.keys()]).toEqual(['file-3']);
    for (const dataset of [shared, running]) {
      expect(await server.deps.store.size(datasetKey(dataset.id, 'train'))).toBeUndefined();
    }
    expect(await server.deps.store.size(datasetKey(other.id, 'train'))).toBeGreaterThan(0);
    const states = await database().selectFrom('datasets').select(['id', 'state']).execute();
    expect(new Map(states.map((row) => [row.id, row.state]))).toEqual(
      new Map([
        [shared.id, 'stale'],
        [running.id, 'stale'],
        [other.id, 'ready'],
      ]),
    );
    const sizes = await database().selectFrom('datasets').select(['id', 'bytes']).execute();
    expect(sizes.filter(({ bytes }) => bytes === 500)).toEqual([{ id: other.id, bytes: 500 }]);
    const run = await database().selectFrom('training_runs').selectAll().where('id', '=', running.runId).execute();
    expect(run).toMatchObject([{ state: 'cancelled', provider_file_ids: [] }]);

    const proof = await certificate(id);
    expect(proof).toMatchObject({
      subject: 'participant',
      reason: 'participant',
      state: 'done',
      erased: { sessions: 2, uploads: 1, datasets: 2, providerFiles: 3, tokens: 1, consentRecords: 1 },
      models: [`ft:${shared.id}`],
    });
    expect(proof.erased.bytes).toBe(mine.archives.reduce((sum, { bytes }) => sum + bytes.length, 0));
    expect(proof.remains.join(' ')).toContain('cannot forget');
    expect(JSON.stringify(proof)).not.toContain(mine.participantId);
  });

  test('what is sent after an erasure is answered with ERASED, with the old token and with a new one', async () => {
    const { token, archives } = await addParticipant(1);
    const late = makeArchive();
    const { id } = await erase(token);
    // Under way, the token still stands; done, it is buried.
    expect((await server.send(late, token)).status).toBe(410);
    await advanceErasure(server.erasureDeps, id);
    const answer = await server.send(late, token);
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([410, 'ERASED']);
    const again = await server.enrol();
    const [erased] = archives;
    if (erased === undefined) throw new Error('there was one');
    expect((await server.send({ ...erased }, again.token)).status).toBe(410);
  });

  test('an upload that is under way loses against an erasure', async () => {
    const { token, participantId } = await addParticipant(1);
    const archive = makeArchive({ participantId });
    let erasing: ReturnType<typeof erase> | undefined;
    const racing = await openTestApp(database(), {
      store: {
        ...server.deps.store,
        put: async (...args) => {
          await server.deps.store.put(...args);
          erasing = erase(token);
          await erasing;
        },
      },
    });
    expect((await racing.send(archive, token)).status).toBe(410);
    const begun = await erasing;
    await advanceErasure(server.erasureDeps, begun?.id ?? '');
    expect((await server.filesOnDisk()).filter((name) => name.endsWith('.zip'))).toEqual([]);
    expect(await database().selectFrom('pending_objects').selectAll().execute()).toEqual([]);
    expect(await database().selectFrom('sessions').selectAll().execute()).toEqual([]);
    await racing.close();
  });

  test('an erasure that is killed anywhere goes on where it was, and comes to the same certificate', async () => {
    const proofs: unknown[] = [];
    for (let killAt = 0; ; killAt++) {
      // Enrolling is limited by the minute.
      server.clock.now += 60_000;
      const { token, archives } = await addParticipant(2);
      const ids = archives.map(({ sessionId }) => sessionId);
      await addDataset(ids, { state: 'training', files: ['file-1'] });
      const { port, files } = provider();
      files.set('file-1', 'by-id');
      const { around } = diesAt(killAt);
      const { store, parts } = server.deps;
      const mortal: ErasureDeps = {
        ...server.erasureDeps,
        store: { ...store, put: around(store.put), delete: around(store.delete), size: around(store.size) },
        parts: { removeAllOf: around(parts.removeAllOf) },
        look: around(() => Promise.resolve()),
        provider: { ...port, findFile: around(port.findFile), removeFile: around(port.removeFile) },
      };
      const { id } = await erase(token);
      const killed = await advanceErasure(mortal, id).then(
        () => false,
        () => true,
      );
      await advanceErasure({ ...server.erasureDeps, provider: port }, id);
      const { erased, state } = await certificate(id);
      proofs.push({ state, erased: { ...erased, bytes: 0 } });
      expect(files.size).toBe(0);
      expect((await server.filesOnDisk()).filter((name) => /zip|jsonl/.test(name))).toEqual([]);
      if (!killed) break;
    }
    expect(proofs.length).toBeGreaterThan(12);
    const counts = proofs.map((proof) => JSON.stringify(proof).replace(/"providerFiles":\d/, '"providerFiles":1'));
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toContain('"sessions":2');
  });

  test('a provider that does not answer keeps the certificate open until it has', async () => {
    const { token, archives } = await addParticipant(1);
    await addDataset(
      archives.map(({ sessionId }) => sessionId),
      { state: 'succeeded', files: ['file-1'] },
    );
    const { port, files } = provider(2);
    files.set('file-1', 'by-id');
    const { id } = await erase(token);
    const deps = { ...server.erasureDeps, provider: port };
    await expect(advanceErasure(deps, id)).rejects.toThrow('does not answer');
    await expect(advanceErasure(server.erasureDeps, id)).rejects.toThrow('not set up for');
    expect(await certificate(id)).toMatchObject({ state: 'removing-uploads', finishedAt: null });
    await expect(advanceErasure(deps, id)).rejects.toThrow('does not answer');
    await advanceErasure(deps, id);
    expect(await certificate(id)).toMatchObject({ state: 'done', erased: { providerFiles: 1 } });
  });

  test('asking twice is one erasure, and administrators can ask for others', async () => {
    const { token, participantId, archives } = await addParticipant(2);
    const admin = await server.issue('administrator');
    const [one] = archives;
    const session = await server.request(`/v1/admin/sessions/${one?.sessionId}`, { token: admin, method: 'DELETE' });
    expect(session.status).toBe(202);
    const { id } = erasureCertificate.parse(await session.json());
    await advanceErasure(server.erasureDeps, id);
    expect(await certificate(id)).toMatchObject({
      subject: 'session',
      reason: 'administrator',
      erased: { sessions: 1 },
    });
    const first = await erase(token);
    const second = await server.request(`/v1/admin/participants/${participantId}`, { token: admin, method: 'DELETE' });
    expect(erasureCertificate.parse(await second.json()).id).toBe(first.id);
    const acts = await database().selectFrom('audit_log').select('act').where('act', 'like', 'erase-%').execute();
    expect(acts.map(({ act }) => act)).toEqual(['erase-session', 'erase-participant', 'erase-participant']);
    const researcher = await server.issue('researcher');
    for (const path of [`/v1/admin/participants/${participantId}`, `/v1/admin/sessions/${one?.sessionId}`]) {
      expect((await server.request(path, { token: researcher, method: 'DELETE' })).status).toBe(403);
    }
  });
});
