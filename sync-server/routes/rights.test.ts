import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { receipt } from '../../shared/api/receipt.ts';
import { pageOf, sessionRow } from '../../shared/api/rows.ts';
import { quarantinedSession } from '../../shared/api/screening.ts';
import type { ConsentPurpose } from '../../shared/session/consent.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { datasetRows } from '../dataset/dataset-rows.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { type ArchiveChanges, makeArchive } from '../ingest/make-archive.ts';
import { sampleAudio } from '../ingest/sample-audio.ts';
import { scanArchive } from '../screen/scan-archive.ts';
import { screenSession } from '../screen/screening-jobs.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

const problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const leaky: ArchiveChanges = {
  change: ({ steps: [step] }) => void (step && (step.effect = 'Write to ada.sample@mail.example')),
};

onEachDatabase('rights', (opened) => {
  let server: TestApp;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
  });
  afterEach(() => server.close());
  const database = () => opened().database;

  const refusalOf = async (answer: Response) => ({
    status: answer.status,
    code: problem.parse(await answer.json()).error.code,
  });
  const sessionsSeenBy = async (token: string) => {
    const answer = await server.request('/v1/sessions', { token });
    return pageOf(sessionRow)
      .parse(await answer.json())
      .items.map(({ sessionId }) => sessionId);
  };
  const taken = async () => (await datasetRows(database()).sessionsFor({})).map(({ id }) => id);

  test('R11.4: what personal data is found in is quarantined, told to both sides, and in no list or dataset', async () => {
    const { token, participantId } = await server.enrol();
    const [admin, researcher] = [await server.issue('administrator'), await server.issue('researcher')];
    const bad = makeArchive({ participantId, ...leaky });
    const good = makeArchive({ participantId });
    const answer = await server.send(bad, token);
    expect(receipt.parse(await answer.json()).screening).toBe('quarantined');
    await server.send(good, token);

    expect(await sessionsSeenBy(researcher)).toEqual([good.sessionId]);
    expect(await sessionsSeenBy(admin)).toEqual([good.sessionId]);
    expect((await sessionsSeenBy(token)).toSorted()).toEqual([bad.sessionId, good.sessionId].toSorted());
    expect(await taken()).toEqual([good.sessionId]);
    for (const path of ['/v1/sessions/', '/v1/archives/']) {
      expect((await server.request(path + bad.sessionId, { token: researcher })).status).toBe(404);
      expect((await server.request(path + bad.sessionId, { token: admin })).status).toBe(200);
    }
    const own = await server.request('/v1/me/quarantine', { token });
    const list = await server.request('/v1/admin/quarantine', { token: admin });
    const expected = [
      {
        sessionId: bad.sessionId,
        findings: [{ kind: 'EMAIL', file: 'steps.jsonl', line: 1, path: 'effect' }],
      },
    ];
    expect(z.object({ items: z.array(quarantinedSession) }).parse(await own.json()).items).toMatchObject(expected);
    const told = await list.text();
    expect(pageOf(quarantinedSession).parse(JSON.parse(told)).items).toMatchObject(expected);
    expect(told).not.toContain('mail.example');
    expect((await (await server.request('/v1/me', { token })).json()) as object).toMatchObject({ quarantined: 1 });
    for (const other of [token, researcher]) {
      expect((await server.request('/v1/admin/quarantine', { token: other })).status).toBe(403);
    }

    const path = `/v1/admin/quarantine/${bad.sessionId}/release`;
    const json = { reason: 'An address of the shop itself.' };
    expect((await server.request(path, { token: researcher, json })).status).toBe(403);
    expect((await server.request(path, { token: admin, json })).status).toBe(204);
    expect((await server.request(path, { token: admin, json })).status).toBe(404);
    expect((await taken()).toSorted()).toEqual([bad.sessionId, good.sessionId].toSorted());
    const acts = await database().selectFrom('audit_log').select(['act', 'details']).orderBy('id').execute();
    expect(acts.map(({ act }) => act)).toEqual(['quarantine-session', 'read-archive', 'release-session']);
    expect(acts[0]?.details).toEqual({ kinds: ['EMAIL'] });
  });

  test('R11.4: what there was no time for is accepted, kept from everybody else, and looked at by a job', async () => {
    const later: string[] = [];
    const busy = await openTestApp(database(), {
      screen: () => Promise.resolve({ state: 'unscanned', findings: [] }),
      screenLater: (sessionId) => Promise.resolve(void later.push(sessionId)),
    });
    const { token, participantId } = await busy.enrol();
    const [bad, good] = [makeArchive({ participantId, ...leaky }), makeArchive({ participantId })];
    for (const archive of [bad, good]) expect((await busy.send(archive, token)).status).toBe(201);
    expect(later).toEqual([bad.sessionId, good.sessionId]);
    expect(await taken()).toEqual([]);
    const looked: string[] = [];
    const deps = {
      ...busy.deps,
      temporaryFolder: '/tmp',
      look: (id: string) => Promise.resolve(void looked.push(id)),
      scan: (path: string) => scanArchive(path, { now: () => 0, untilMs: 1 }),
    };
    for (const id of later) await screenSession(deps, id);
    expect(await taken()).toEqual([good.sessionId]);
    await screenSession(deps, bad.sessionId);
    const acts = await database().selectFrom('audit_log').select('act').execute();
    expect(acts).toEqual([{ act: 'quarantine-session' }]);
    await busy.close();
  });

  const withdraw = async (token: string, purposes?: ConsentPurpose[], at?: number) => {
    const answer = await server.request('/v1/me/withdrawal', { token, json: { purposes, at } });
    expect(answer.status).toBe(204);
  };
  const agree = (token: string, purposes: ConsentPurpose[], grantedAt: number) =>
    server.request('/v1/me/consent', { token, method: 'PUT', json: { ...sampleConsent, purposes, grantedAt } });

  test('R8.13: withdrawing training keeps one’s sessions out of datasets to come, and makes those stale that hold them', async () => {
    const { token, participantId } = await server.enrol();
    const archive = makeArchive({ participantId });
    await server.send(archive, token);
    const rows = datasetRows(database());
    const { id } = await rows.create({ filter: {}, splitBy: 'session' }, 1);
    const examples = { train: 1, validation: 0, test: 0 };
    const built = { examples, duplicatesDropped: 0, rejected: [], sha256: 'a'.repeat(64), failure: null, bytes: 1 };
    await rows.finish(id, { ...built, splits: new Map([[archive.sessionId, 'train']]) });
    await withdraw(token, ['training']);
    expect(await taken()).toEqual([]);
    expect(await rows.find(id)).toMatchObject({ state: 'stale', failure: expect.stringContaining('Build it again') });
    const researcher = await server.issue('researcher');
    expect((await server.request(`/v1/datasets/${id}/train.jsonl`, { token: researcher })).status).toBe(409);
    // Recording was not withdrawn: it goes on.
    expect((await server.send(makeArchive({ participantId }), token)).status).toBe(201);
    expect((await agree(token, ['recording', 'training'], server.clock.now + 1)).status).toBe(204);
    expect((await taken()).length).toBe(2);
    const history = await database().selectFrom('consents').select(['act', 'purposes']).orderBy('id').execute();
    expect(history).toEqual([
      { act: 'given', purposes: ['recording', 'training'] },
      { act: 'withdrawn', purposes: ['training'] },
      { act: 'given', purposes: ['recording', 'training'] },
    ]);
  });

  test('what was recorded under a consent that was withdrawn never arrives, also when a new one was given', async () => {
    const { token, participantId } = await server.enrol();
    const waiting = makeArchive({ participantId, startedAt: 1_770_000_000_000 });
    await withdraw(token, undefined, 1_770_000_500_000);
    expect(await refusalOf(await server.send(waiting, token))).toEqual({ status: 410, code: 'ERASED' });
    // The device's queue holds the old consent too: it comes too late.
    expect((await agree(token, ['recording', 'training'], 1_770_000_400_000)).status).toBe(410);
    expect((await agree(token, ['recording', 'training'], 1_770_000_600_000)).status).toBe(204);
    expect(await refusalOf(await server.send(waiting, token))).toEqual({ status: 410, code: 'ERASED' });
    const fresh = makeArchive({ participantId, startedAt: 1_770_000_700_000 });
    expect((await server.send(fresh, token)).status).toBe(201);
  });

  test('a voice is not taken in any more once that was withdrawn', async () => {
    const { token, participantId } = await server.enrol();
    await agree(token, ['recording', 'training', 'audio'], 1_769_000_000_000);
    await withdraw(token, ['audio'], 1_770_000_500_000);
    const spoken = makeArchive({ participantId, startedAt: 1_770_000_000_000, audio: sampleAudio() });
    expect(await refusalOf(await server.send(spoken, token))).toEqual({ status: 403, code: 'FORBIDDEN' });
    const silent = makeArchive({ participantId, startedAt: 1_770_000_000_000 });
    expect((await server.send(silent, token)).status).toBe(201);
  });

  test('a participant who agreed to an older text is told to read the new one, and nothing is lost by it', async () => {
    const strict = await openTestApp(database(), { oldestConsent: '2026-06-01' });
    const { token, participantId } = await strict.enrol();
    const archive = makeArchive({ participantId });
    const answer = await strict.send(archive, token);
    const { error } = problem.parse(await answer.json());
    expect([answer.status, error.code]).toEqual([409, 'CONSENT_OUTDATED']);
    expect(error.message).toMatch(/2026-01-01.*agree to the current text/);
    const renewed = { ...sampleConsent, version: '2026-06-01', grantedAt: strict.clock.now };
    expect((await strict.request('/v1/me/consent', { token, method: 'PUT', json: renewed })).status).toBe(204);
    expect((await strict.send(archive, token)).status).toBe(201);
    await strict.close();
  });

  test('the history of consents cannot be rewritten', async () => {
    const { participantId } = await server.enrol();
    const refused = /only grows/;
    await expect(database().updateTable('consents').set({ at: 0 }).execute()).rejects.toThrow(refused);
    await expect(database().deleteFrom('consents').execute()).rejects.toThrow(refused);
    await database().deleteFrom('tokens').execute();
    await database().deleteFrom('participants').where('id', '=', participantId).execute();
    expect(await database().selectFrom('consents').selectAll().execute()).toEqual([]);
  });
});
