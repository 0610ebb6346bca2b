import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

onEachDatabase('administration', (opened) => {
  let server: TestApp;
  let admin: string;
  beforeEach(async () => {
    server = await openTestApp(opened().database, {
      retention: { accepted: 365, review: undefined, rejected: 10, quarantined: 30 },
    });
    admin = await server.issue('administrator');
  });
  afterEach(() => server.close());

  const acts = async () => {
    const rows = await opened().database.selectFrom('audit_log').select('act').orderBy('id').execute();
    return rows.map(({ act }) => act);
  };
  const body = async (answer: Response | Promise<Response>): Promise<unknown> => await (await answer).json();

  test('R11.7: while intake is frozen, devices are told to wait, and then nothing is missing', async () => {
    const { token, participantId } = await server.enrol();
    const archive = makeArchive({ participantId });
    const change = (state: string) =>
      server.request('/v1/admin/intake', {
        token: admin,
        method: 'PUT',
        json: { state, reason: 'a leak is looked into' },
      });
    expect((await change('frozen')).status).toBe(200);
    const refused = await server.send(archive, token);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '900']);
    expect(await body(server.request('/v1/admin/intake', { token: admin }))).toMatchObject({ state: 'frozen' });
    expect((await change('open')).status).toBe(200);
    expect((await server.send(archive, token)).status).toBe(201);
    expect(await acts()).toEqual(['freeze-intake', 'open-intake']);
  });

  test('R11.7: all tokens are revoked at once, but the one that asks', async () => {
    const { token } = await server.enrol();
    const researcher = await server.issue('researcher');
    const revoke = (scope?: string) =>
      server.request('/v1/admin/tokens/revocation', { token: admin, json: { scope, reason: 'a laptop was stolen' } });
    expect(await body(revoke('researcher'))).toEqual({ revoked: 1 });
    expect((await server.request('/v1/sessions', { token: researcher })).status).toBe(401);
    expect((await server.request('/v1/me', { token })).status).toBe(200);
    expect(await body(revoke())).toEqual({ revoked: 1 });
    expect((await server.request('/v1/me', { token })).status).toBe(401);
    expect(await body(revoke())).toEqual({ revoked: 0 });
    expect(await acts()).toEqual(['revoke-tokens', 'revoke-tokens', 'revoke-tokens']);
  });

  test('R11.7: what a token has read and sent can be listed', async () => {
    const { token, participantId } = await server.enrol();
    const archive = makeArchive({ participantId });
    await server.send(archive, token);
    const researcher = await server.issue('researcher');
    await server.request(`/v1/archives/${archive.sessionId}`, { token: researcher });
    const tokens = await opened().database.selectFrom('tokens').select(['scope', 'sha256']).execute();
    const touchedBy = async (scope: string) => {
      const actor = tokens.find((one) => one.scope === scope)?.sha256.slice(0, 8);
      return await body(server.request(`/v1/admin/tokens/${actor}/touched`, { token: admin }));
    };
    expect(await touchedBy('researcher')).toMatchObject({
      acts: [{ act: 'read-archive', subject: archive.sessionId }],
      sessions: [],
    });
    expect(await touchedBy('participant')).toMatchObject({
      token: { participantId },
      sessions: [{ sessionId: archive.sessionId }],
    });
    expect((await server.request('/v1/admin/tokens/00000000/touched', { token: admin })).status).toBe(404);
  });

  test('R11.6: sessions go when the time of their class is over, and a look beforehand changes nothing', async () => {
    const { token, participantId } = await server.enrol();
    const of = (changes: Parameters<typeof makeArchive>[0]) => makeArchive({ participantId, ...changes });
    const rejected = of({ quality: 0.2, verdict: 'rejected' });
    const leaky = of({
      quality: 0.2,
      verdict: 'rejected',
      change: ({ session }) => void (session.gaveUpReason = 'Ask ada.sample@mail.example'),
    });
    const archives = [rejected, leaky, of({}), of({ quality: 0.5, verdict: 'review' })];
    for (const archive of archives) expect((await server.send(archive, token)).status).toBe(201);
    server.clock.now += 31 * DAY_MS;
    const expected = {
      items: [
        { class: 'quarantined', days: 30, sessionIds: [leaky.sessionId] },
        { class: 'accepted', days: 365, sessionIds: [] },
        { class: 'rejected', days: 10, sessionIds: [rejected.sessionId] },
      ],
    };
    expect(await body(server.request('/v1/admin/retention', { token: admin }))).toEqual(expected);
    expect(server.asked).toEqual([]);
    const run = await server.request('/v1/admin/retention', { token: admin, method: 'POST' });
    expect([run.status, await body(run)]).toEqual([202, expected]);
    expect(server.asked.map(({ name }) => name)).toEqual(['erase', 'erase']);
    const erasures = await opened().database.selectFrom('erasures').select(['subject_id', 'reason']).execute();
    expect(new Set(erasures.map((row) => row.subject_id))).toEqual(new Set([leaky.sessionId, rejected.sessionId]));
    expect(erasures.map(({ reason }) => reason)).toEqual(['retention', 'retention']);
    expect(await acts()).toEqual(['quarantine-session', 'erase-session', 'erase-session', 'apply-retention']);
  });

  test('what administrators do in an emergency, nobody else can', async () => {
    const { token } = await server.enrol();
    const researcher = await server.issue('researcher');
    for (const other of [token, researcher]) {
      const calls = [
        server.request('/v1/admin/intake', { token: other }),
        server.request('/v1/admin/intake', { token: other, method: 'PUT', json: { state: 'frozen', reason: 'no' } }),
        server.request('/v1/admin/tokens/revocation', { token: other, json: { reason: 'because' } }),
        server.request('/v1/admin/tokens/00000000/touched', { token: other }),
        server.request('/v1/admin/retention', { token: other }),
        server.request('/v1/admin/retention', { token: other, method: 'POST' }),
        server.request('/v1/admin/erasures', { token: other }),
      ];
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 403));
    }
    for (const other of [admin, researcher]) {
      for (const [path, method] of [
        ['/v1/me', 'DELETE'],
        ['/v1/me/export', 'GET'],
        ['/v1/me/quarantine', 'GET'],
      ] as const) {
        expect((await server.request(path, { token: other, method })).status).toBe(403);
      }
    }
  });
});
