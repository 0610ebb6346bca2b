import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { reprDigest } from '../shared/api/receipt.ts';
import { type MadeArchive, makeArchive } from './ingest/make-archive.ts';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { startServer } from './start-server.ts';
import { sampleConsent } from '../shared/session/sample-consent.ts';

type Started = { process: ChildProcess; url: string; said: () => string };

let folder: string;
/** The data folder after a first start, and what was said at it: making a new database takes seconds each time. */
let first: { folder: string; said: string };
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-first-'));
  const server = await start();
  server.process.kill('SIGTERM');
  await once(server.process, 'exit');
  first = { folder, said: server.said() };
});
afterAll(() => rm(first.folder, { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-start-'));
  await cp(first.folder, folder, { recursive: true });
});
afterEach(async () => {
  for (const child of running.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, maxRetries: 5, retryDelay: 100 });
});

/** `npm start`, without npm. */
function run(variables: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', ...variables };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env, stdio: 'pipe' });
  running.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (text += piece.toString()));
  return { child, said: () => text };
}

async function start(variables: Record<string, string> = {}): Promise<Started> {
  const { child, said } = run(variables);
  for (;;) {
    const url = /running at (\S+)\n(?:.*\n)*\n/.exec(said())?.[1];
    if (url !== undefined) return { process: child, url, said };
    if (child.exitCode !== null) throw new Error(said());
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function enrol({ url }: Started): Promise<{ participantId: string; token: string }> {
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(first.said)?.[0];
  const answer = await fetch(`${url}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, consent: sampleConsent }),
  });
  return (await answer.json()) as { participantId: string; token: string }; // checked by the route's own schema
}

const headersOf = ({ bytes, sha256 }: MadeArchive, token: string) => ({
  authorization: `Bearer ${token}`,
  'upload-length': String(bytes.length),
  'repr-digest': reprDigest(sha256),
});

/** Sends the first half of an archive and leaves the request open. */
async function beginUpload(url: string, archive: MadeArchive, token: string) {
  const headers = { ...headersOf(archive, token), 'content-length': archive.bytes.length };
  const half = archive.bytes.length >> 1;
  const sent = request(`${url}/v1/archives/${archive.sessionId}`, { method: 'PUT', headers });
  const answered = once(sent, 'response');
  sent.write(archive.bytes.subarray(0, half));
  const progress = async () => {
    const asked = await fetch(`${url}/v1/archives/${archive.sessionId}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${token}` },
    });
    return Number(asked.headers.get('upload-offset'));
  };
  while ((await progress()) < half) await new Promise((resolve) => setTimeout(resolve, 20));
  return { answered, half, finish: () => sent.end(archive.bytes.subarray(half)) };
}

test('the first start needs no settings, and says where everything is', async () => {
  const tokenFile = join(first.folder, 'admin-token');
  expect(first.said).toMatch(/Admin page: +http:\/\/127\.0\.0\.1:\d+\/admin\//);
  expect(first.said).toContain(tokenFile);
  expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);
  const token = (await readFile(tokenFile, 'utf8')).trim();
  expect(first.said).not.toContain(token);

  const server = await start();
  expect(server.said()).not.toContain('Invitation code');
  const overview = await fetch(`${server.url}/v1/admin/overview`, { headers: { authorization: `Bearer ${token}` } });
  expect(overview.status).toBe(200);

  const second = run();
  const [code] = (await once(second.child, 'exit')) as [number];
  expect([code, second.said()]).toEqual([1, expect.stringContaining('in use by another server process')]);
});

test('a wrong setting, and a port that is taken, are told in a sentence', async () => {
  const wrong = run({ PORT: 'many' });
  const [code] = (await once(wrong.child, 'exit')) as [number];
  expect([code, wrong.said()]).toEqual([
    1,
    expect.stringMatching(/^The configuration cannot be used: PORT [^\n]+\.\n$/),
  ]);

  const server = await start();
  const other = await mkdtemp(join(tmpdir(), 'codesight-other-'));
  await cp(first.folder, other, { recursive: true });
  const taken = run({ PORT: new URL(server.url).port, DATA_DIR: other });
  const [takenCode] = (await once(taken.child, 'exit')) as [number];
  expect([takenCode, taken.said()]).toEqual([1, expect.stringContaining('The port is in use by another program')]);
  await rm(other, { recursive: true });
});

test('a start that fails leaves nothing at work behind', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo; // listening on TCP, so it has one
  const begun: NodeJS.Timeout[] = [];
  const begin = globalThis.setInterval;
  const noted = (...given: Parameters<typeof begin>) => {
    const timer = begin(...given);
    begun.push(timer);
    return timer;
  };
  globalThis.setInterval = noted;
  try {
    const config = readConfig({ DATA_DIR: folder, PORT: String(port) });
    await expect(startServer(config, pino({ level: 'silent' }))).rejects.toThrow('EADDRINUSE');
    // The same folder can be opened at once.
    await (await startServer({ ...config, port: 0 }, pino({ level: 'silent' }))).stop();
  } finally {
    globalThis.setInterval = begin;
  }
  expect(begun.length).toBeGreaterThan(3);
  expect(begun.filter((timer) => Object.getOwnPropertyDescriptor(timer, '_destroyed')?.value !== true)).toEqual([]);
  blocker.close();
});

test('a server that is told to stop while it starts ends at once, and in order', async () => {
  // A database that takes connections and never answers.
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // listening on TCP, so it has one
  const { child } = run({ DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/none` });
  const [connection] = (await once(silent, 'connection')) as [Socket];
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect([child.exitCode, child.signalCode]).toEqual([0, null]);
  connection.destroy();
  silent.close();
});

test('a server that is told to stop finishes the upload that is under way', async () => {
  const server = await start();
  const { token, participantId } = await enrol(server);
  const archive = makeArchive({ participantId });
  const upload = await beginUpload(server.url, archive, token);
  server.process.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 200));
  upload.finish();
  const [answer] = (await upload.answered) as [{ statusCode: number }];
  expect(answer.statusCode).toBe(201);
  if (server.process.exitCode === null) await once(server.process, 'exit');
  expect(server.process.exitCode).toBe(0);
});

test('an upload that a kill cut off is gone on with after the restart', async () => {
  const server = await start();
  const { token, participantId } = await enrol(server);
  const archive = makeArchive({ participantId });
  const upload = await beginUpload(server.url, archive, token);
  const broken = upload.answered.catch((error: unknown) => error);
  server.process.kill('SIGKILL');
  expect(await broken).toBeInstanceOf(Error);

  const { url } = await start();
  const rest = await fetch(`${url}/v1/archives/${archive.sessionId}`, {
    method: 'PATCH',
    headers: {
      ...headersOf(archive, token),
      'content-type': 'application/partial-upload',
      'upload-offset': String(upload.half),
    },
    body: archive.bytes.slice(upload.half),
  });
  expect([rest.status, await rest.json()]).toEqual([201, expect.objectContaining({ archiveSha256: archive.sha256 })]);
});

test('R12.3: no token, code or key is in what a server says, whatever it is asked', async () => {
  const adminToken = `admin-${'x7Q2m9'.repeat(6)}`;
  const storeKey = 'ab12'.repeat(16);
  const apiKey = 'sk-made-up-key-of-a-provider';
  const server = await start({
    LOG_LEVEL: 'trace',
    ADMIN_TOKEN: adminToken,
    STORE_KEY: storeKey,
    OPENAI_API_KEY: apiKey,
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  });
  const { url } = server;
  const code = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(first.said)?.[0] ?? '';
  const { token, participantId } = await enrol(server);
  const ask = async (path: string, given: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const headers = { authorization: `Bearer ${given}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const archive = makeArchive({ participantId });
  const put = (bytes: Uint8Array<ArrayBuffer>, given = token) =>
    fetch(`${url}/v1/archives/${archive.sessionId}`, {
      method: 'PUT',
      headers: headersOf(archive, given),
      body: bytes,
    });
  const statuses = [
    (await put(archive.bytes.slice(0, 100))).status, // less than announced
    (await put(archive.bytes.map((byte) => byte ^ 1))).status, // not what was announced
    (await put(archive.bytes, 'cs_p_a-token-that-was-guessed')).status,
    (await put(archive.bytes)).status,
    (await ask('/v1/me', token)).status,
    (await ask(`/v1/sessions?token=${token}`, adminToken)).status,
    (await ask('/v1/admin/tokens', token, { scope: 'administrator', label: 'mine' })).status,
    (await ask('/v1/enrolments', token, { code, consent: 'none', formerToken: token })).status,
  ];
  expect(statuses).toEqual([409, 422, 401, 201, 200, 400, 403, 400]);
  const made = await ask('/v1/admin/tokens', adminToken, { scope: 'researcher', label: 'Ada' });
  const { token: researcher } = JSON.parse(made.text) as { token: string };
  const invited = await ask('/v1/admin/enrolment-codes', adminToken, { label: 'more', uses: 1 });
  const { code: invitation } = JSON.parse(invited.text) as { code: string };
  await ask('/v1/admin/audit', adminToken);
  await ask(`/v1/admin/tokens/${researcher}`, adminToken, undefined, 'DELETE');
  server.process.kill('SIGTERM');
  await once(server.process, 'exit');
  const said = server.said();
  expect(said.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(10);
  const secrets = { adminToken, storeKey, apiKey, code, token, researcher, invitation };
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(10);
    for (const part of [secret, secret.slice(-10)]) expect([name, said.includes(part)]).toEqual([name, false]);
  }
});
