import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConsentPurpose } from '../../shared/session/consent.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { issueEnrolmentCode } from '../auth/issue.ts';
import { KnownError } from '../../shared/errors.ts';
import { emptyDatabase, onEachDatabase } from '../adapters/on-each-database.ts';
import { loadBackup } from '../backup/load-backup.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { adoptOrphans } from '../storage/adopt-orphans.ts';
import { checkStore, readLastCheck } from '../storage/check-store.ts';
import { advanceErasure } from './advance-erasure.ts';
import { consentInForce } from './consent-in-force.ts';
import { listNotes, notesOf, writeNote } from './consent-notes.ts';
import { recallConsents } from './recall-consents.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

onEachDatabase('consents that a database from a backup has forgotten', (opened) => {
  let folder: string;
  let server: TestApp;
  const database = () => opened().database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'codesight-consents-'));
    server = await openTestApp(database(), { store: folderStore(join(folder, 'store'), [randomBytes(32)]) });
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const withdraw = async (token: string, purposes: ConsentPurpose[]) => {
    server.clock.now += 1_000;
    const answer = await server.request('/v1/me/withdrawal', { token, json: { purposes } });
    expect(answer.status).toBe(204);
  };
  const agree = async (token: string, purposes: ConsentPurpose[]) => {
    server.clock.now += 1_000;
    const json = { ...sampleConsent, purposes, grantedAt: server.clock.now };
    expect((await server.request('/v1/me/consent', { token, method: 'PUT', json })).status).toBe(204);
  };
  const participants = () => database().selectFrom('participants').selectAll().orderBy('id').execute();
  const history = () =>
    database().selectFrom('consents').select(['participant_id', 'at', 'act', 'purposes']).orderBy('at').execute();
  const keys = async () => (await Array.fromAsync(listNotes(server.deps.store))).map(({ key }) => key);
  const backUp = async () => {
    const path = join(folder, crypto.randomUUID());
    await writeBackup(database(), path, server.clock.now);
    return async () => {
      await emptyDatabase(opened());
      await loadBackup(database(), path, server.clock.now);
    };
  };

  test('R8.13, F34: what was withdrawn and agreed to after the backup holds again, as it did', async () => {
    const [wholly, partly, back, same] = [
      await server.enrol(),
      await server.enrol(),
      await server.enrol(),
      await server.enrol(),
    ];
    await withdraw(same.token, ['training']);
    const putBack = await backUp();
    await withdraw(wholly.token, ['recording']);
    await withdraw(partly.token, ['training']);
    await withdraw(back.token, ['recording']);
    await agree(back.token, ['recording']);
    const before = { participants: await participants(), history: await history() };
    await putBack();
    expect((await participants()).filter(({ withdrawn_at: at }) => at !== null)).toEqual([]);
    server.clock.now += 60_000;
    expect(await adoptOrphans(server.deps, { dryRun: false })).toMatchObject({
      consents: { recalled: 4, unreadable: [] },
    });
    expect({ participants: await participants(), history: await history() }).toEqual(before);
    expect(await recallConsents(server.deps)).toEqual({ recalled: 0, unreadable: [] });
    const sent = await server.send(makeArchive({ participantId: wholly.participantId }), wholly.token);
    expect(sent.status).toBe(410);
  });

  test('F34: what somebody agrees to who joins again holds again too, and a store that cannot note it spends no code', async () => {
    const { token, participantId } = await server.enrol();
    await withdraw(token, ['training']);
    const { code } = await issueEnrolmentCode(database(), {
      label: '',
      now: 0,
      expiresAt: null,
      uses: 1,
      participantId,
    });
    const putBack = await backUp();
    server.clock.now += 1_000;
    const json = { code, consent: { ...sampleConsent, grantedAt: server.clock.now }, formerToken: token };
    const full = { ...server.deps.store, put: () => Promise.reject(new KnownError('UNAVAILABLE', 'no room')) };
    const failing = await openTestApp(database(), { store: full });
    failing.clock.now = server.clock.now;
    expect((await failing.request('/v1/enrolments', { json })).status).toBe(503);
    await failing.close();
    expect((await server.request('/v1/me', { token })).status).toBe(200);
    expect((await server.request('/v1/enrolments', { json })).status).toBe(201);
    const before = { participants: await participants(), history: await history() };
    await putBack();
    expect((await participants())[0]?.consent.purposes).not.toContain('training');
    expect(await recallConsents(server.deps)).toEqual({ recalled: 1, unreadable: [] });
    expect({ participants: await participants(), history: await history() }).toEqual(before);
    expect(before.participants[0]?.consent.purposes).toContain('training');
  });

  test('what one more consent costs the store does not grow with the history', async () => {
    const asked: string[] = [];
    const { store } = server.deps;
    const counting = await openTestApp(database(), {
      store: {
        ...store,
        list: (prefix) => (asked.push('list'), store.list(prefix)),
        size: (key) => (asked.push('size'), store.size(key)),
        put: (key, file, facts) => (asked.push('put'), store.put(key, file, facts)),
      },
    });
    const { token } = await counting.enrol();
    for (let round = 1; round <= 10; round++) {
      server.clock.now += 1_000;
      counting.clock.now = server.clock.now;
      const json = { ...sampleConsent, grantedAt: server.clock.now };
      asked.length = 0;
      expect((await counting.request('/v1/me/consent', { token, method: 'PUT', json })).status).toBe(204);
      // With the first one that of joining is noted.
      expect(asked).toEqual(round === 1 ? ['list', 'put', 'put'] : ['list', 'put']);
    }
    expect(await keys()).toHaveLength(11);
    await counting.close();
  });

  test('what holds follows from the history alone', async () => {
    const { token, participantId } = await server.enrol();
    const steps = [
      () => agree(token, ['recording', 'training', 'audio']),
      () => withdraw(token, ['audio']),
      () => withdraw(token, ['recording']),
      () => agree(token, ['recording', 'training']),
      () => withdraw(token, ['training']),
    ];
    for (const step of steps) {
      await step();
      const rows = await database().selectFrom('consents').selectAll().execute();
      const { consent, withdrawn_at: withdrawnAt } = await database()
        .selectFrom('participants')
        .selectAll()
        .where('id', '=', participantId)
        .executeTakeFirstOrThrow();
      expect(consentInForce(rows.toReversed())).toEqual({ consent, withdrawnAt });
    }
    expect(consentInForce([])).toBeUndefined();
  });

  test('F34: a check before anybody has adopted what was forgotten leaves withdrawals for it, and says so', async () => {
    const [withdrawn, partly] = [await server.enrol(), await server.enrol()];
    const putBack = await backUp();
    const archive = makeArchive({ participantId: withdrawn.participantId });
    expect((await server.send(archive, withdrawn.token)).status).toBe(201);
    await withdraw(withdrawn.token, ['recording']);
    await withdraw(partly.token, ['training']);
    const before = { participants: await participants(), history: await history() };
    await putBack();
    const order = { reason: 'start', verify: { archives: 0, bytes: 0 }, leftoversOlderThanMs: 0 } as const;
    const first = await checkStore(server.deps, order);
    // Two of joining are in the database.
    expect(first.counts).toMatchObject({ orphans: 1, consentsWaiting: 2 });
    expect((await readLastCheck(database())).last?.counts.consentsWaiting).toBe(2);
    // Nor does adopting one session bring back what would keep the others out.
    const one = await adoptOrphans(server.deps, { dryRun: false, sessionId: crypto.randomUUID() });
    expect(one).toMatchObject({ adopted: [], left: [], consents: { recalled: 0 } });
    expect(await adoptOrphans(server.deps, { dryRun: false })).toMatchObject({
      adopted: [expect.stringContaining(archive.sessionId)],
      left: [],
      consents: { recalled: 2 },
    });
    expect({ participants: await participants(), history: await history() }).toEqual(before);
    expect((await checkStore(server.deps, order)).counts).toMatchObject({ orphans: 0, consentsWaiting: 0 });
  });

  test('a damaged note is told, and holds no other up', async () => {
    const [one, other] = [await server.enrol(), await server.enrol()];
    const putBack = await backUp();
    await withdraw(one.token, ['training']);
    await withdraw(other.token, ['training']);
    await putBack();
    const [objectKey = ''] = (await keys()).filter(
      (key) => key.startsWith(notesOf(one.participantId)) && key.endsWith('withdrawn.json'),
    );
    await writeFile(join(folder, 'store', objectKey), 'damaged');
    const order = { reason: 'nightly', verify: { archives: 0, bytes: 0 }, leftoversOlderThanMs: 0 } as const;
    const { findings } = await checkStore(server.deps, order);
    expect(findings).toEqual([{ kind: 'damaged', objectKey, sessionId: null, words: expect.any(String) }]);
    const purposes = (await participants()).map(({ consent }) => consent.purposes.includes('training'));
    expect(purposes.filter((agrees) => agrees)).toHaveLength(1);
  });

  test('R11.6: an erasure takes the notes with it, and those that come late are removed', async () => {
    const [erased, stays] = [await server.enrol(), await server.enrol()];
    for (const { token } of [erased, stays]) await withdraw(token, ['training']);
    expect(await keys()).toHaveLength(4);
    const answer = await server.request('/v1/me', { token: erased.token, method: 'DELETE' });
    await advanceErasure(server.erasureDeps, ((await answer.json()) as { id: string }).id);
    const left = await keys();
    expect(left.map((key) => key.startsWith(notesOf(stays.participantId)))).toEqual([true, true]);
    const note = { participant_id: erased.participantId, at: 5, act: 'withdrawn' } as const;
    const rest = { id: 1, device_at: null, purposes: [], version: '', text_sha256: null, language: null };
    await writeNote(server.deps, { ...note, ...rest });
    expect(await keys()).toHaveLength(3);
    expect(await recallConsents(server.deps)).toEqual({ recalled: 0, unreadable: [] });
    expect(await keys()).toEqual(left);
  });
});
