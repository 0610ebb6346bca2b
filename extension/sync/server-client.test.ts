import { expect, test } from 'vitest';
import { enrolAt, findUpload, readRetryAfter, sendArchive, SyncError } from './server-client.ts';

const server = { serverUrl: 'https://study.example', token: 'cs_p_made_up_for_this_test' };
const archive = {
  sessionId: '01890000-0000-7000-8000-000000000001',
  sha256: 'ab'.repeat(32),
  archive: new Blob(['abc']),
};
const answering = (body: string, init: ResponseInit) => async () => new Response(body, init);

test('a sign-in page that answers 200 is no receipt', async () => {
  const portal = answering('<html>Welcome to our Wi-Fi</html>', { status: 200 });
  await expect(sendArchive(server, archive, 0, portal)).rejects.toMatchObject({ name: 'SyncError', retry: 'later' });
  await expect(findUpload(server, archive.sessionId, portal)).rejects.toMatchObject({ retry: 'later' });
});

test('JSON that is not a receipt is no receipt', async () => {
  await expect(sendArchive(server, archive, 0, answering('{"ok":true}', { status: 200 }))).rejects.toMatchObject({
    retry: 'later',
  });
});

test('a refusal of ours is decided by the table of errors, in the server’s words', async () => {
  const body = JSON.stringify({ error: { code: 'ARCHIVE_INVALID', message: 'The archive is truncated.' } });
  await expect(sendArchive(server, archive, 0, answering(body, { status: 422 }))).rejects.toMatchObject({
    retry: 'never',
    message: 'The archive is truncated.',
  });
});

test('a refusal in a proxy’s words is tried again', async () => {
  await expect(sendArchive(server, archive, 0, answering('Forbidden', { status: 403 }))).rejects.toMatchObject({
    retry: 'later',
    status: 403,
  });
});

test('an address without our server is told as such, with what to do, whatever answers there', async () => {
  const consent = { version: '1', textSha256: 'ab'.repeat(32), language: 'en', grantedAt: 1, purposes: [] };
  const request = { code: 'K7QM2FXD9RTA', consent };
  const others = [
    answering('<h1>Not found</h1>', { status: 404 }),
    answering('<h1>Welcome</h1>', { status: 200 }),
    answering('{"hello":"world"}', { status: 200 }),
  ];
  for (const other of others)
    await expect(enrolAt(server.serverUrl, request, other)).rejects.toMatchObject({
      name: 'SyncError',
      message: expect.stringMatching(/^Something other than a CodeSight server answered\. Check the server address/),
    });
  const away = answering('Bad gateway', { status: 502 });
  await expect(enrolAt(server.serverUrl, request, away)).rejects.toMatchObject({
    message: 'The server is not working at the moment (status 502). Try again in a few minutes.',
  });
});

test('a revoked token is told in the server’s words before anything is sent', async () => {
  const body = JSON.stringify({ error: { code: 'UNAUTHENTICATED', message: 'This token was revoked.' } });
  const refusing = async (_url: string, { method }: RequestInit) =>
    new Response(method === 'HEAD' ? null : body, { status: 401 });
  await expect(findUpload(server, archive.sessionId, refusing)).rejects.toMatchObject({
    retry: 'never',
    code: 'UNAUTHENTICATED',
    message: 'This token was revoked.',
  });
});

test('a refusal that is cut off in the middle is tried again', async () => {
  const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('connection lost')) });
  const cutOff = async () => new Response(body, { status: 500 });
  await expect(sendArchive(server, archive, 0, cutOff)).rejects.toMatchObject({ name: 'SyncError', retry: 'later' });
});

test('Retry-After is carried along', async () => {
  const body = JSON.stringify({ error: { code: 'UNAVAILABLE', message: 'Busy.' } });
  const busy = answering(body, { status: 503, headers: { 'retry-after': '7' } });
  await expect(sendArchive(server, archive, 0, busy)).rejects.toMatchObject({ retry: 'later', retryAfterMs: 7_000 });
});

test('F26: a moment to come back at is reckoned from the server’s clock, however wrong the device’s is', async () => {
  const body = JSON.stringify({ error: { code: 'UNAVAILABLE', message: 'Busy.' } });
  const headers = { date: 'Sat, 01 Mar 1997 08:00:00 GMT', 'retry-after': 'Sat, 01 Mar 1997 08:02:00 GMT' };
  const busy = answering(body, { status: 503, headers });
  await expect(sendArchive(server, archive, 0, busy)).rejects.toMatchObject({ retryAfterMs: 120_000 });
});

test('what every archive would hear is told from what is about one of them', async () => {
  const scopeOf = async (body: string, status: number): Promise<unknown> =>
    await sendArchive(server, archive, 0, answering(body, { status })).catch((error: unknown) =>
      error instanceof SyncError ? error.scope : error,
    );
  const ours = (code: string): string => JSON.stringify({ error: { code, message: 'No.' } });
  expect(await scopeOf('<h1>Bad gateway</h1>', 502)).toBe('server');
  expect(await scopeOf('<html>Sign in</html>', 200)).toBe('server');
  expect(await scopeOf(ours('UNAVAILABLE'), 503)).toBe('server');
  expect(await scopeOf(ours('TOO_MANY_REQUESTS'), 429)).toBe('server');
  for (const code of ['INTERNAL', 'ARCHIVE_INVALID', 'CONFLICT', 'UPLOAD_IN_PROGRESS']) {
    expect(await scopeOf(ours(code), 500)).toBe('archive');
  }
});

test('Retry-After is seconds or a moment, and nothing else', () => {
  const now = Date.parse('Sat, 21 Nov 2026 08:00:00 GMT');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Sat, 21 Nov 2026 08:01:00 GMT', now)).toBe(60_000);
  for (const none of [null, '', '0', 'soon', '-5', 'Sat, 21 Nov 2026 07:00:00 GMT']) {
    expect(readRetryAfter(none, now)).toBeUndefined();
  }
});

test('going on sends only what is missing', async () => {
  let seen: RequestInit = {};
  const listening = async (_url: string, init: RequestInit) => {
    seen = init;
    return new Response('{}', { status: 200 });
  };
  await expect(sendArchive(server, archive, 2, listening)).rejects.toMatchObject({ retry: 'later' });
  expect(seen.method).toBe('PATCH');
  expect(new Headers(seen.headers).get('upload-offset')).toBe('2');
  expect(await (seen.body as Blob).text()).toBe('c');
});
