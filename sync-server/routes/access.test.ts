import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { issueEnrolmentCode } from '../auth/issue.ts';
import { tokenBucket } from '../auth/token-bucket.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

onEachDatabase('access', (opened) => {
  let server: TestApp;
  beforeEach(async () => {
    server = await openTestApp(opened().database);
  });
  afterEach(() => server.close());

  const enrolWith = (code: string) => server.request('/v1/enrolments', { json: { code, consent: sampleConsent } });

  test('an invitation code makes as many participants as it says, with their consent', async () => {
    const administrator = await server.issue('administrator');
    const order = { label: 'spring study', uses: 2, expiresInDays: 7 };
    const made = await server.request('/v1/admin/enrolment-codes', { token: administrator, json: order });
    expect(made.status).toBe(201);
    const { code } = (await made.json()) as { code: string };
    expect((await enrolWith(code)).status).toBe(201);
    expect((await enrolWith(code.toLowerCase())).status).toBe(201);
    const third = await enrolWith(code);
    expect(third.status).toBe(403);
    expect(await third.json()).toMatchObject({ error: { code: 'ENROLMENT_CODE_INVALID' } });
    const people = await opened().database.selectFrom('participants').select('consent').execute();
    expect(people).toEqual([{ consent: sampleConsent }, { consent: sampleConsent }]);
    const list = await server.request('/v1/admin/enrolment-codes', { token: administrator });
    const text = await list.text();
    expect(JSON.parse(text)).toMatchObject({ items: [{ label: 'spring study', usesLeft: 0 }] });
    expect(text).not.toContain(code);
  });

  test('ten requests at once cannot spend a code twice', async () => {
    const order = { label: 'one', now: server.clock.now, expiresAt: null, uses: 1 };
    const { code } = await issueEnrolmentCode(opened().database, order);
    const answers = await Promise.all(Array.from({ length: 10 }, () => enrolWith(code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('a code that has run out, or was never made, is refused, and guessing is slowed down', async () => {
    const order = { label: 'old', now: server.clock.now, expiresAt: server.clock.now + DAY_MS, uses: 1 };
    const { code } = await issueEnrolmentCode(opened().database, order);
    server.clock.now += DAY_MS + 1;
    expect((await enrolWith(code)).status).toBe(403);
    expect((await enrolWith('ABCD')).status).toBe(400);
    for (let guess = 2; guess < 20; guess++) expect((await enrolWith('K7QM-2FXD-9RTA')).status).toBe(403);
    const refused = await enrolWith('K7QM-2FXD-9RTA');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('without a token, with an unknown, an expired or a revoked one, nothing is told', async () => {
    const administrator = await server.issue('administrator');
    const made = await server.request('/v1/admin/tokens', {
      token: administrator,
      json: { scope: 'researcher', label: 'Ada', expiresInDays: 1 },
    });
    const { token, id } = (await made.json()) as { token: string; id: string };
    expect(token).toMatch(/^cs_r_[\w-]{43}$/);
    const ask = async (given?: string) =>
      (await server.request('/v1/sessions', given === undefined ? {} : { token: given })).status;
    expect(await ask()).toBe(401);
    expect(await ask('cs_a_guessed')).toBe(401);
    expect(await ask(token)).toBe(200);
    server.clock.now += DAY_MS;
    expect(await ask(token)).toBe(401);
    server.clock.now -= DAY_MS;
    expect((await server.request(`/v1/admin/tokens/${id}`, { token: administrator, method: 'DELETE' })).status).toBe(
      204,
    );
    expect(await ask(token)).toBe(401);
    expect((await server.request(`/v1/admin/tokens/${id}`, { token: administrator, method: 'DELETE' })).status).toBe(
      404,
    );
  });

  test('failed authentications are slowed down without shutting out those who have a token', async () => {
    const token = await server.issue('researcher');
    for (let attempt = 0; attempt < 20; attempt++) await server.request('/v1/sessions', { token: 'cs_a_wrong' });
    expect((await server.request('/v1/sessions', { token: 'cs_a_wrong' })).status).toBe(429);
    expect((await server.request('/v1/sessions', { token })).status).toBe(200);
  });

  test('R12.3: a room full of participants behind one address can join, and guessing does not get cheaper by it', async () => {
    const order = { label: 'room', now: server.clock.now, expiresAt: null, uses: 50 };
    const { code } = await issueEnrolmentCode(opened().database, order);
    for (let seat = 0; seat < 50; seat++) expect((await enrolWith(code)).status).toBe(201);
    for (let guess = 0; guess < 20; guess++) expect((await enrolWith('K7QM-2FXD-9RTA')).status).toBe(403);
    expect((await enrolWith('K7QM-2FXD-9RTA')).status).toBe(429);
  });

  test('R12.3: a token that asks too often is told when to ask again, and nobody else waits for it', async () => {
    const busy = await openTestApp(opened().database, {
      requests: tokenBucket({ capacity: 3, refillMs: 10_000, now: () => server.clock.now }),
    });
    const [one, other] = [await busy.enrol(), await busy.enrol()];
    for (let time = 0; time < 3; time++) expect((await busy.request('/v1/me', one)).status).toBe(200);
    const refused = await busy.request('/v1/me', one);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await busy.request('/v1/me', other)).status).toBe(200);
    server.clock.now += 10_000;
    expect((await busy.request('/v1/me', one)).status).toBe(200);
    await busy.close();
  });

  test('R12.3: who has sent more than a day may bring is told when to go on, and nothing of it is kept', async () => {
    const full = await openTestApp(opened().database, {
      sent: tokenBucket({ capacity: 1, refillMs: 60_000, now: () => server.clock.now }),
    });
    const { participantId, token } = await full.enrol();
    const [first, second] = [makeArchive({ participantId }), makeArchive({ participantId })];
    expect((await full.send(first, token)).status).toBe(201);
    const refused = await full.send(second, token);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect((await full.send(first, token)).status).toBe(200);
    expect(await full.filesOnDisk()).toHaveLength(1);
    server.clock.now += 60_000;
    expect((await full.send(second, token)).status).toBe(201);
    await full.close();
  });

  test('an offset beyond the end gives back nothing of what was sent, and leaves what has arrived', async () => {
    const full = await openTestApp(opened().database, {
      sent: tokenBucket({ capacity: 1, refillMs: 60_000, now: () => server.clock.now }),
    });
    const { participantId, token } = await full.enrol();
    const archive = makeArchive({ participantId });
    const half = archive.bytes.slice(0, archive.bytes.length >> 1);
    expect((await full.send(archive, token, { body: half })).status).toBe(409);
    const beyond = { 'content-type': 'application/partial-upload', 'upload-offset': '999999999999' };
    for (const length of ['1', String(archive.bytes.length)]) {
      const change = { method: 'PATCH', headers: { ...beyond, 'upload-length': length }, body: new Uint8Array(1) };
      const answer = await full.send(archive, token, change);
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([409, String(half.length)]);
    }
    expect((await full.send(archive, token)).status).toBe(429);
    server.clock.now += 60_000;
    const rest = { ...beyond, 'upload-offset': String(half.length) };
    const body = archive.bytes.slice(half.length);
    expect((await full.send(archive, token, { method: 'PATCH', headers: rest, body })).status).toBe(201);
    await full.close();
  });

  test('no token or code is ever stored or logged as it is', async () => {
    const { token } = await server.enrol();
    const administrator = await server.issue('administrator');
    await server.request('/v1/sessions', { token });
    await server.send(makeArchive(), token);
    const tables = ['tokens', 'enrolment_codes', 'audit_log', 'participants'] as const;
    const rows = await Promise.all(tables.map((table) => opened().database.selectFrom(table).selectAll().execute()));
    const everything = JSON.stringify(rows) + server.log.join('');
    expect(server.log.length).toBeGreaterThan(3);
    for (const secret of [token, administrator]) expect(everything).not.toContain(secret.slice(5));
  });

  test('every route refuses the tokens that are not meant for it', async () => {
    const { token: participant } = await server.enrol();
    const tokens = {
      participant,
      researcher: await server.issue('researcher'),
      administrator: await server.issue('administrator'),
    };
    const id = crypto.randomUUID();
    const allowed: [method: string, path: string, scopes: (keyof typeof tokens)[]][] = [
      ['PUT', `/v1/archives/${id}`, ['participant']],
      ['PATCH', `/v1/archives/${id}`, ['participant']],
      ['GET', '/v1/me', ['participant']],
      ['POST', '/v1/me/withdrawal', ['participant']],
      ['GET', '/v1/admin/overview', ['researcher', 'administrator']],
      ['GET', '/v1/admin/storage', ['researcher', 'administrator']],
      ['GET', '/v1/admin/enrolment-codes', ['administrator']],
      ['POST', '/v1/admin/enrolment-codes', ['administrator']],
      ['GET', '/v1/admin/tokens', ['administrator']],
      ['POST', '/v1/admin/tokens', ['administrator']],
      ['DELETE', '/v1/admin/tokens/0123456789abcdef', ['administrator']],
      ['GET', '/v1/admin/audit', ['administrator']],
      ['GET', '/v1/datasets', ['researcher', 'administrator']],
      ['GET', '/v1/training-runs', ['researcher', 'administrator']],
      ['POST', '/v1/admin/training-runs', ['administrator']],
    ];
    for (const [method, path, scopes] of allowed) {
      for (const [scope, token] of Object.entries(tokens)) {
        const { status } = await server.request(path, { method, token });
        const refused = status === 403;
        expect(`${method} ${path} ${scope}: ${refused}`).toBe(
          `${method} ${path} ${scope}: ${!scopes.some((name) => name === scope)}`,
        );
      }
      expect((await server.request(path, { method })).status).toBe(401);
    }
  });

  test('every act of an administrator is in the audit log, page by page', async () => {
    const token = await server.issue('administrator');
    for (const label of ['one', 'two', 'three']) {
      server.clock.now += 1;
      await server.request('/v1/admin/enrolment-codes', { token, json: { label } });
    }
    await server.request('/v1/admin/tokens', { token, json: { scope: 'researcher', label: 'four' } });
    type Page = { items: { act: string; details: { label: string } }[]; nextCursor: string | null };
    const first = (await (await server.request('/v1/admin/audit?limit=3', { token })).json()) as Page;
    expect(first.items.map(({ details }) => details.label)).toEqual(['four', 'three', 'two']);
    const rest = await server.request(`/v1/admin/audit?limit=3&cursor=${first.nextCursor}`, { token });
    expect(await rest.json()).toMatchObject({ items: [{ details: { label: 'one' } }], nextCursor: null });
    expect((await server.request('/v1/admin/audit?cursor=nonsense', { token })).status).toBe(400);
  });

  test.each(['/v1/admin/tokens', '/v1/admin/enrolment-codes'])('%s is read page by page', async (path) => {
    const token = await server.issue('administrator');
    for (const label of ['one', 'two', 'three']) {
      server.clock.now += 1;
      const json = path.endsWith('tokens') ? { scope: 'researcher', label } : { label };
      await server.request(path, { token, json });
    }
    type Page = { items: { label: string }[]; nextCursor: string | null };
    const first = (await (await server.request(`${path}?limit=2`, { token })).json()) as Page;
    expect(first.items.map(({ label }) => label)).toEqual(['three', 'two']);
    const rest = (await (await server.request(`${path}?limit=2&cursor=${first.nextCursor}`, { token })).json()) as Page;
    expect(rest.items[0]?.label).toBe('one');
    expect(rest.nextCursor).toBeNull();
  });
});
