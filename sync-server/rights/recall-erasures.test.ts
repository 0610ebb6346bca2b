import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { erasureCertificate } from '../../shared/api/rights.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { adoptOrphans } from '../storage/adopt-orphans.ts';
import { checkStore } from '../storage/check-store.ts';
import { advanceErasure } from './advance-erasure.ts';
import { readLedger } from './erasure-ledger.ts';
import { recallErasures } from './recall-erasures.ts';

onEachDatabase('erasures that a database from a backup has forgotten', (opened) => {
  let folder: string;
  let server: TestApp;
  const database = () => opened().database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codesight-recall-'));
    server = await openTestApp(database(), { store: folderStore(folder, [randomBytes(32)]) });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const enrolAndSend = async () => {
    const participant = await server.enrol();
    const archive = makeArchive({ participantId: participant.participantId });
    expect((await server.send(archive, participant.token)).status).toBe(201);
    return { ...participant, archive };
  };
  const erase = async (path: string, token: string) => {
    const answer = await server.request(path, { token, method: 'DELETE' });
    const { id } = erasureCertificate.parse(await answer.json());
    await advanceErasure(server.erasureDeps, id);
    return id;
  };
  const certificate = async (id: string) =>
    erasureCertificate.parse(await (await server.request(`/v1/erasures/${id}`)).json());

  /** Rows as a backup has them; putting them back forgets what came later. */
  const backUp = async () => {
    const participants = await database().selectFrom('participants').selectAll().execute();
    const tokens = await database().selectFrom('tokens').selectAll().execute();
    const sessions = await database().selectFrom('sessions').selectAll().execute();
    const archives = await database().selectFrom('archives').selectAll().execute();
    return async () => {
      for (const table of ['erasures', 'tombstones', 'sessions', 'participants', 'tokens'] as const) {
        await database().deleteFrom(table).execute();
      }
      for (const one of participants)
        await database()
          .insertInto('participants')
          .values({ ...one, consent: JSON.stringify(one.consent) })
          .execute();
      if (tokens.length > 0) await database().insertInto('tokens').values(tokens).execute();
      for (const { sites, outcome, quality_report, findings, ...one } of sessions) {
        const texts = {
          sites: JSON.stringify(sites),
          outcome: JSON.stringify(outcome),
          quality_report: JSON.stringify(quality_report),
          findings: JSON.stringify(findings),
        };
        await database()
          .insertInto('sessions')
          .values({ ...one, ...texts })
          .execute();
      }
      for (const one of archives)
        await database()
          .insertInto('archives')
          .values({ ...one, manifest: JSON.stringify(one.manifest) })
          .execute();
    };
  };

  test('R11.6, F34: whoever was erased after the backup is erased again, under the same certificate', async () => {
    const [erased, stays] = [await enrolAndSend(), await enrolAndSend()];
    const putBack = await backUp();
    const id = await erase('/v1/me', erased.token);
    const before = await certificate(id);
    await putBack();
    // Here they are again, and could take part.
    expect((await server.request('/v1/me', { token: erased.token })).status).toBe(200);

    await checkStore(server.deps, { reason: 'nightly', verify: { archives: 0, bytes: 0 }, leftoversOlderThanMs: 0 });
    expect(await certificate(id)).toMatchObject({ state: 'emptying', askedAt: before.askedAt });
    const late = makeArchive({ participantId: erased.participantId });
    expect((await server.send(late, erased.token)).status).toBe(410);
    await advanceErasure(server.erasureDeps, id);
    expect(await certificate(id)).toMatchObject({ state: 'done', erased: { sessions: 1, tokens: 1 } });
    const left = await database().selectFrom('participants').select('id').execute();
    expect(left).toEqual([{ id: stays.participantId }]);
    expect(await database().selectFrom('sessions').select('id').execute()).toEqual([{ id: stays.archive.sessionId }]);
    expect(await recallErasures(server.deps)).toEqual({ recalled: 0, again: 0, unreadable: [] });
  });

  test('an erasure that is repeated on a database that knows less takes nothing from its note', async () => {
    const participant = await enrolAndSend();
    const putBack = await backUp();
    const later = makeArchive({ participantId: participant.participantId });
    expect((await server.send(later, participant.token)).status).toBe(201);
    const id = await erase('/v1/me', participant.token);
    const note = await readLedger(server.deps.store, id);
    expect(note).toMatchObject({ counts: { sessions: 2 }, sessions: { length: 2 } });
    await putBack();
    expect(await recallErasures(server.deps)).toMatchObject({ again: 1 });
    await advanceErasure(server.erasureDeps, id);
    expect(await certificate(id)).toMatchObject({ state: 'done', erased: { sessions: 1 } });
    const after = await readLedger(server.deps.store, id);
    expect({ ...after, sessions: after.sessions.toSorted() }).toEqual({ ...note, sessions: note.sessions.toSorted() });
    // A note that nobody can read any more stops no erasure.
    await putBack();
    await recallErasures(server.deps);
    await writeFile(join(folder, `tombstones/${id}.json`), '{}');
    await advanceErasure(server.erasureDeps, id);
    expect(await readLedger(server.deps.store, id)).toMatchObject({ counts: { sessions: 1 } });
  });

  test('of whom the backup knows nothing, the tombstones and the certificate come back', async () => {
    const putBack = await backUp();
    const { token, archive, participantId } = await enrolAndSend();
    const id = await erase('/v1/me', token);
    const before = await certificate(id);
    await putBack();
    expect(await recallErasures(server.deps)).toEqual({ recalled: 1, again: 0, unreadable: [] });
    const { finishedAt, ...same } = await certificate(id);
    expect({ ...same, finishedAt: before.finishedAt }).toEqual({
      ...before,
      erased: { ...before.erased, providerFiles: 0 },
    });
    expect(finishedAt).toBe(before.askedAt);
    const again = await server.enrol();
    expect((await server.send(archive, again.token)).status).toBe(410);
    const acts = await database().selectFrom('audit_log').select(['act', 'subject']).execute();
    expect(acts).toContainEqual({ act: 'recall-erasure', subject: id });
    // Nor does anything of theirs come back that the erasure could not know of.
    const stray = makeArchive({ participantId });
    const file = join(folder, 'stray');
    await writeFile(file, stray.bytes);
    const key = `archives/2026-03/${stray.sessionId}-${stray.sha256}.zip`;
    await server.deps.store.put(key, file, { sha256: stray.sha256, bytes: stray.bytes.length });
    const report = await adoptOrphans(server.deps, { dryRun: false, strangers: 'make' });
    expect(report).toMatchObject({ adopted: [], left: [{ objectKey: key, why: 'unwanted' }] });
  });

  test('a single session too, and its participant stays', async () => {
    const { token, archive, participantId } = await enrolAndSend();
    const putBack = await backUp();
    const admin = await server.issue('administrator');
    const id = await erase(`/v1/admin/sessions/${archive.sessionId}`, admin);
    await putBack();
    expect(await recallErasures(server.deps)).toEqual({ recalled: 1, again: 1, unreadable: [] });
    await advanceErasure(server.erasureDeps, id);
    expect(await database().selectFrom('sessions').select('id').execute()).toEqual([]);
    expect(await database().selectFrom('participants').select('id').execute()).toEqual([{ id: participantId }]);
    expect((await server.send(archive, token)).status).toBe(410);
  });

  test('a note that is damaged is told, and holds no other up', async () => {
    const putBack = await backUp();
    const [first, second] = [await enrolAndSend(), await enrolAndSend()];
    const [damaged, whole] = [await erase('/v1/me', first.token), await erase('/v1/me', second.token)];
    await writeFile(join(folder, `tombstones/${damaged}.json`), '{}');
    await putBack();
    const order = { reason: 'nightly', verify: { archives: 0, bytes: 0 }, leftoversOlderThanMs: 0 } as const;
    const { findings } = await checkStore(server.deps, order);
    const objectKey = `tombstones/${damaged}.json`;
    expect(findings).toEqual([{ kind: 'damaged', objectKey, sessionId: null, words: expect.any(String) }]);
    expect(await certificate(whole)).toMatchObject({ state: 'done' });
  });
});
