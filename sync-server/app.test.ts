import { afterAll, beforeAll, expect, test } from 'vitest';
import { problem } from '../shared/api/problem.ts';
import { openPglite } from './adapters/on-each-database.ts';
import type { OpenedDatabase } from './adapters/postgres.ts';
import { openTestApp, type TestApp } from './http/open-test-app.ts';

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
  const open = new Set(['/health', '/v1/health', '/v1/enrolments', '/v1/erasures/{id}']);
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
