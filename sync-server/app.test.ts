import { afterAll, beforeAll, expect, test } from 'vitest';
import { problem } from '../shared/api/problem.ts';
import { openPglite } from './adapters/on-each-database.ts';
import type { OpenedDatabase } from './adapters/postgres.ts';
import { tokenBucket } from './auth/token-bucket.ts';
import { openTestApp, type TestApp } from './http/open-test-app.ts';
import { makeArchive } from './ingest/make-archive.ts';

let opened: OpenedDatabase;
let server: TestApp;
beforeAll(async () => {
  opened = await openPglite();
  server = await openTestApp(opened.database);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

type Operation = { security?: unknown; responses: Record<string, unknown>; summary?: string };

test('the description names every route, with its token and its failures', async () => {
  const { paths, components } = (await (await server.request('/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
    components: { securitySchemes: object };
  };
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  const page = /^\/(admin.*|openapi\.json|)$/;
  const mounted = server.app.routes
    .filter(({ method, path }) => method !== 'ALL' && !page.test(path))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect([...new Set([...mounted, 'head /v1/archives/{sessionId}'])].toSorted()).toEqual(described.toSorted());

  expect(components.securitySchemes).toHaveProperty('token');
  const open = new Set(['/health', '/health/live', '/v1/health', '/v1/enrolments', '/v1/erasures/{id}']);
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { security, responses, summary }] of Object.entries(operations)) {
      expect([path, method, summary !== undefined]).toEqual([path, method, true]);
      expect([path, method, security !== undefined]).toEqual([path, method, !open.has(path)]);
      expect([path, method, Object.keys(responses).some((status) => status >= '400')]).toEqual([path, method, true]);
    }
  }
});

test('extensions may read answers, other pages may not', async () => {
  const ask = (origin: string) =>
    server.app.request('/v1/archives/x', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'upload-offset' },
    });
  const extension = await ask('chrome-extension://abcdefghijklmnop');
  expect(extension.headers.get('access-control-allow-origin')).toBe('chrome-extension://abcdefghijklmnop');
  expect(extension.headers.get('access-control-allow-methods')).toContain('PATCH');
  expect(extension.headers.get('access-control-allow-headers')).toContain('upload-offset');
  for (const origin of ['https://evil.example', 'null', 'https://chrome-extension.example']) {
    expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('R12.3: without a token no route but the open ones tells anything, and every answer has the headers that protect it', async () => {
  const { paths } = (await (await server.request('/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const patient = await openTestApp(opened.database, {
    failedAttempts: tokenBucket({ capacity: 1_000, refillMs: 1_000, now: Date.now }),
  });
  let asked = 0;
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { security }] of Object.entries(operations)) {
      const real = path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID());
      const answer = await patient.request(real, { method: method.toUpperCase() });
      if (security !== undefined) expect([method, path, answer.status]).toEqual([method, path, 401]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age'),
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'cache-control': 'no-store',
      });
      asked++;
    }
  }
  expect(asked).toBeGreaterThan(30);
  await patient.close();
});

test('R7.6: health tells what does not answer, and does not ask the store for each who asks', async () => {
  const store = { ...server.deps.store };
  let asked = 0;
  let answer: () => Promise<number | undefined> = () => Promise.resolve(undefined);
  store.size = () => {
    asked++;
    return answer();
  };
  let slow = false;
  const clock = { now: 0 };
  const patient = await openTestApp(opened.database, { store, now: () => clock.now, isSlow: () => slow });
  const health = async () => {
    const { status, body } = await patient.request('/health').then(async (said) => ({
      status: said.status,
      body: (await said.json()) as { error?: { message: string } },
    }));
    return [status, body.error?.message];
  };
  for (let time = 0; time < 5; time++) expect(await health()).toEqual([200, undefined]);
  expect(asked).toBe(1);
  answer = () => Promise.reject(new Error('no route to the bucket'));
  clock.now += 10_000;
  expect(await health()).toEqual([503, 'The store of archives does not answer.']);
  answer = () => new Promise(() => undefined);
  clock.now += 10_000;
  expect(await health()).toEqual([503, 'The store of archives does not answer.']);
  answer = () => Promise.resolve(undefined);
  clock.now += 10_000;
  expect(await health()).toEqual([200, undefined]);
  answer = () => Promise.reject(new Error('no route to the bucket'));
  clock.now += 10_000;
  expect(await health()).toEqual([503, 'The store of archives does not answer.']);
  // No reason to end the process, which uploads are under way to.
  expect((await patient.request('/health/live')).status).toBe(200);
  answer = () => Promise.resolve(undefined);
  clock.now += 10_000;
  const room = 8;
  const gate = Promise.withResolvers<void>();
  const work = Array.from({ length: 4 + room / 2 }, () => patient.deps.line.run(() => gate.promise));
  expect(await (await patient.request('/health')).json()).toMatchObject({ status: 'ok', load: 0.5 });
  gate.resolve();
  await Promise.all(work);
  slow = true;
  expect(await health()).toEqual([503, 'The server has more to do than it can.']);
  const { participantId, token } = await patient.enrol();
  const refused = await patient.send(makeArchive({ participantId }), token);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  await patient.close();
});

test('every failure has the same body, and one of ours tells nothing of its cause', async () => {
  const missing = await server.request('/v1/nothing', { token: await server.issue('administrator') });
  expect([missing.status, problem.parse(await missing.json()).error.code]).toEqual([404, 'NOT_FOUND']);

  const unreadable = await server.app.request('/v1/enrolments', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  });
  expect([unreadable.status, problem.parse(await unreadable.json()).error.code]).toEqual([400, 'INVALID_REQUEST']);

  const broken = await openTestApp(opened.database, {
    addressOf: () => {
      throw new Error('a secret detail');
    },
  });
  const answer = await broken.request('/v1/sessions');
  const text = await answer.text();
  expect([answer.status, text.includes('secret')]).toEqual([500, false]);
  const { requestId } = problem.parse(JSON.parse(text)).error;
  expect(broken.log.some((line) => line.includes(requestId ?? '?') && line.includes('a secret detail'))).toBe(true);
  await broken.close();
});

test('the log tells what became of a session by its id', async () => {
  const { token } = await server.enrol();
  const sessionId = crypto.randomUUID();
  await server.request(`/v1/sessions/${sessionId}`, { token });
  const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(
    expect.objectContaining({ sessionId, status: 404, failure: 'NOT_FOUND', route: '/v1/sessions/:sessionId' }),
  );
});

test('the admin page comes with a policy that lets it run nothing but itself', async () => {
  const root = await server.request('/');
  expect([root.status, root.headers.get('location')]).toEqual([302, '/admin/']);
  const page = await server.request('/admin/');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  const named = [...(await page.text()).matchAll(/"(\/admin\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const script = await (await server.request('/admin/admin.js')).text();
  const imported = [...script.matchAll(/from '\.(\/[^']+)'/g)].map(([, path]) => `/admin${path}`);
  for (const path of [...named, ...imported]) expect([path, (await server.request(path)).status]).toEqual([path, 200]);
  for (const path of ['/admin/../main.ts', '/admin/%2e%2e%2fmain.ts', '/admin/constructor']) {
    expect((await server.request(path)).status).toBe(404);
  }
});
