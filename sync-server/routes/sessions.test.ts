import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pageOf, sessionDetail, sessionRow } from '../../shared/api/rows.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { screened } from './session-row.ts';
import { listSessions } from './sessions.ts';

const page = pageOf(sessionRow);

onEachDatabase('sessions', (opened) => {
  let server: TestApp;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
  });
  afterEach(() => server.close());

  const list = async (token: string, query = '') => {
    const answer = await server.request(`/v1/sessions${query}`, { token });
    expect(answer.status).toBe(200);
    return page.parse(await answer.json());
  };

  test('pages go through all sessions once, latest first, also where moments are equal', async () => {
    const { token, participantId } = await server.enrol();
    const sent: string[] = [];
    for (let index = 0; index < 7; index++) {
      const archive = makeArchive({ participantId, startedAt: 1_770_000_000_000 + (index >> 1) * 1_000.5 });
      expect((await server.send(archive, token)).status).toBe(201);
      sent.push(archive.sessionId);
    }
    const seen: string[] = [];
    const moments: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const found = await list(token, `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...found.items.map(({ sessionId }) => sessionId));
      moments.push(...found.items.map(({ startedAt }) => startedAt));
      cursor = found.nextCursor;
    }
    expect(seen.toSorted()).toEqual(sent.toSorted());
    expect(moments).toEqual(moments.toSorted((a, b) => b - a));
  });

  test('what a list says is what the archive said', async () => {
    const { token, participantId } = await server.enrol();
    const archive = makeArchive({ participantId, quality: 0.7, type: 'hybrid' });
    await server.send(archive, token);
    const [row] = (await list(token)).items;
    expect(row).toEqual({
      ...archive.manifest.session,
      archiveSha256: archive.sha256,
      archiveBytes: archive.bytes.length,
      receivedAt: server.clock.now,
      screening: 'clear',
    });
    const detail = await server.request(`/v1/sessions/${archive.sessionId}`, { token });
    expect(sessionDetail.parse(await detail.json())).toMatchObject({
      outcome: archive.sample.outcome,
      qualityReport: archive.sample.qualityReport,
    });
  });

  test('filters can be combined', async () => {
    const { token, participantId } = await server.enrol();
    const of = (changes: Parameters<typeof makeArchive>[0]) => makeArchive({ participantId, ...changes });
    const archives = {
      best: of({ site: 'a.example', quality: 0.9, startedAt: 3_000_000 }),
      poor: of({ site: 'a.example', quality: 0.5, verdict: 'review', completed: false, startedAt: 2_000_000 }),
      other: of({ site: 'b.example', quality: 0.8, type: 'automated', scenarioId: null, startedAt: 1_000_000 }),
    };
    for (const archive of Object.values(archives)) await server.send(archive, token);
    const found = async (query: string) => {
      const ids = (await list(token, query)).items.map(({ sessionId }) => sessionId);
      return Object.entries(archives)
        .filter(([, { sessionId }]) => ids.includes(sessionId))
        .map(([name]) => name);
    };
    expect(await found('?site=a.example')).toEqual(['best', 'poor']);
    expect(await found('?site=a.example&minQuality=0.6')).toEqual(['best']);
    expect(await found('?verdict=review')).toEqual(['poor']);
    expect(await found('?completed=false')).toEqual(['poor']);
    expect(await found('?type=automated')).toEqual(['other']);
    expect(await found('?scenarioId=find-desk-lamp')).toEqual(['best', 'poor']);
    expect(await found('?startedFrom=1500000&startedTo=2500000')).toEqual(['poor']);
    expect((await server.request('/v1/sessions?limit=201', { token })).status).toBe(400);
    expect((await server.request('/v1/sessions?minQuality=2', { token })).status).toBe(400);
    expect((await server.request('/v1/sessions?verdit=accepted', { token })).status).toBe(400);
  });

  test('participants see their own sessions, whatever they ask for; researchers see all', async () => {
    const [anna, ben] = [await server.enrol(), await server.enrol()];
    const archive = makeArchive({ participantId: anna.participantId });
    await server.send(archive, anna.token);
    expect((await list(anna.token)).items).toHaveLength(1);
    expect((await list(ben.token)).items).toEqual([]);
    expect((await list(ben.token, `?participantId=${anna.participantId}`)).items).toEqual([]);
    expect((await server.request(`/v1/sessions/${archive.sessionId}`, { token: ben.token })).status).toBe(404);
    expect((await list(await server.issue('researcher'))).items).toHaveLength(1);
    const me = await server.request('/v1/me', { token: anna.token });
    expect(await me.json()).toMatchObject({
      sessions: { accepted: 1, review: 0, rejected: 0 },
      bytes: archive.bytes.length,
    });
  });

  test('totals by site and month follow what comes and goes', async () => {
    const { token, participantId } = await server.enrol();
    const send = async (changes: Parameters<typeof makeArchive>[0]) => {
      const archive = makeArchive({ participantId, ...changes });
      await server.send(archive, token);
      return archive;
    };
    const first = await send({ site: 'a.example' });
    const second = await send({ site: 'a.example', verdict: 'review' });
    server.clock.now = Date.UTC(2026, 3, 1, 0, 0, 1);
    const third = await send({ site: 'b.example' });
    const researcher = await server.issue('researcher');
    const storage = async () => (await server.request('/v1/admin/storage', { token: researcher })).json();
    const bytes = first.bytes.length + second.bytes.length;
    expect(await storage()).toEqual({
      total: { archives: 3, bytes: bytes + third.bytes.length },
      items: [
        { site: 'b.example', month: '2026-04', archives: 1, bytes: third.bytes.length },
        { site: 'a.example', month: '2026-03', archives: 2, bytes },
      ],
    });
    expect(await (await server.request('/v1/admin/overview', { token: researcher })).json()).toMatchObject({
      verdicts: { accepted: 2, review: 1, rejected: 0 },
      participants: 1,
      days: [
        { day: '2026-03-14', accepted: 1, review: 1, rejected: 0 },
        { day: '2026-04-01', accepted: 1, review: 0, rejected: 0 },
      ],
    });
    await opened().database.deleteFrom('sessions').where('id', '=', first.sessionId).execute();
    expect(await storage()).toMatchObject({ total: { archives: 2, bytes: second.bytes.length + third.bytes.length } });
  });
});

onEachDatabase('the plans of lists', (opened) => {
  const SESSIONS = 20_000;
  const seed = async () => {
    const { database } = opened();
    await sql`insert into participants select gen_random_uuid(), 0, '{}', null from generate_series(1, 50)`.execute(
      database,
    );
    await sql`insert into scenarios values ('s1', 't', 'c', 'd', 0), ('s2', 't', 'c', 'd', 0)`.execute(database);
    await sql`
      insert into sessions
      select gen_random_uuid(), case when n % 50 = 0 then 'automated' else 'human' end,
        (select id from participants order by id offset n % 50 limit 1), 's' || (1 + n % 2), '2026-01-01',
        n * 1000, n * 1000 + 1, 'site' || n % 40, '[]', 1, 1, 1, 1, (n % 100) / 100.0,
        case when n % 3 = 0 then 'review' else 'accepted' end, n % 2 = 0, '1', '{}', '{}',
        case when n % 100 = 0 then 'quarantined' else 'clear' end, '[]'
      from generate_series(1, ${sql.lit(SESSIONS)}) n
    `.execute(database);
    await sql`
      insert into archives select id, replace(id::text, '-', '') || replace(id::text, '-', ''), 1, 0, id::text,
        '{"session": {"sites": ["a"], "verdict": "accepted"}}' from sessions
    `.execute(database);
    for (const table of ['sessions', 'archives']) await sql`analyze ${sql.table(table)}`.execute(database);
  };

  describe('with many sessions', () => {
    test('every list and every filter walks an index', async () => {
      await seed();
      const { database } = opened();
      const person = await database.selectFrom('participants').select('id').executeTakeFirstOrThrow();
      const after = { at: SESSIONS * 500, id: crypto.randomUUID() };
      const filters = [
        {},
        { site: 'site7' },
        { participantId: person.id },
        { scenarioId: 's1' },
        { verdict: 'review' as const },
        { type: 'automated' as const },
        { completed: true },
        { minQuality: 0.9 },
        { startedFrom: 5_000_000, startedTo: 6_000_000 },
        { site: 'site7', verdict: 'accepted' as const, minQuality: 0.5 },
      ];
      for (const filter of filters) {
        for (const position of [undefined, after]) {
          const own = listSessions(database, filter, { limit: 51, after: position });
          for (const query of [own, own.where('sessions.screening', 'in', screened)]) {
            const text = JSON.stringify(await query.explain('text'));
            expect(`${JSON.stringify(filter)} ${text}`).not.toContain('Seq Scan');
            expect(text).toContain('Index');
          }
        }
      }
    });
  });
});
