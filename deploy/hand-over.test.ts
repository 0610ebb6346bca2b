import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type MortalServer, mortalServer } from '../e2e/chaos/mortal-server.ts';
import { seededRandom } from '../e2e/chaos/seeded-random.ts';
import { storm } from '../e2e/chaos/storm.ts';
import { sendStubbornly } from '../e2e/chaos/stubborn-device.ts';
import { type StandInS3, startS3 } from '../e2e/stand-ins/s3.ts';
import { reprDigest } from '../shared/api/receipt.ts';
import { startTemporaryPostgres, type TemporaryPostgres } from '../sync-server/adapters/temporary-postgres.ts';
import { type MadeArchive, makeArchive } from '../sync-server/ingest/make-archive.ts';
import { sampleConsent } from '../shared/session/sample-consent.ts';
import { ADMIN_TOKEN } from '../e2e/harness/admin-token.ts';

let postgres: TemporaryPostgres;
let s3: StandInS3;
beforeAll(async () => {
  [postgres, s3] = await Promise.all([startTemporaryPostgres(), startS3()]);
});
afterAll(async () => {
  await s3.close();
  await postgres.stop();
});

const clearUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of clearUp.splice(0).reverse()) await step();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-hand-over-'));
  clearUp.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}

/** Two servers on the same database and bucket, with these data folders. */
async function startTwo(folders: readonly [string, string], more: Record<string, string> = {}) {
  const servers: MortalServer[] = [];
  for (const folder of folders) {
    const server = mortalServer({
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
      ADMIN_TOKEN,
      S3_BUCKET: 'study',
      S3_ENDPOINT: s3.url,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      ...more,
    });
    clearUp.push(() => server.kill());
    await server.start();
    servers.push(server);
  }
  const [first, second] = servers;
  if (first === undefined || second === undefined) throw new Error('two were started');
  return { first, second };
}

async function enrol(url: string): Promise<{ participantId: string; token: string }> {
  const post = async <Answer>(path: string, body: object, token?: string): Promise<Answer> => {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Answer; // checked by the route's own schema
  };
  const { code } = await post<{ code: string }>('/v1/admin/enrolment-codes', { label: 'test', uses: 1 }, ADMIN_TOKEN);
  return await post('/v1/enrolments', { code, consent: sampleConsent });
}

const pathOf = ({ sessionId }: MadeArchive) => `/v1/archives/${sessionId}`;
const headersOf = ({ bytes, sha256 }: MadeArchive, token: string) => ({
  authorization: `Bearer ${token}`,
  'upload-length': String(bytes.length),
  'repr-digest': reprDigest(sha256),
});

function send(server: MortalServer, archive: MadeArchive, token: string, from = 0): Promise<Response> {
  return fetch(server.url() + pathOf(archive), {
    method: from === 0 ? 'PUT' : 'PATCH',
    headers: {
      ...headersOf(archive, token),
      ...(from === 0 ? {} : { 'content-type': 'application/partial-upload', 'upload-offset': String(from) }),
    },
    body: archive.bytes.slice(from),
  });
}

/** Sends the first half of an archive and leaves the request open, as a slow line does. */
async function sendHalf(server: MortalServer, archive: MadeArchive, token: string) {
  const half = archive.bytes.length >> 1;
  const headers = { ...headersOf(archive, token), 'content-length': archive.bytes.length };
  const sent = request(server.url() + pathOf(archive), { method: 'PUT', headers });
  const answered = once(sent, 'response').then(
    ([answer]) => (answer as { statusCode: number }).statusCode, // what `response` brings
    () => 'cut off' as const,
  );
  sent.write(archive.bytes.subarray(0, half));
  const arrived = async () => {
    const headersOfHead = { authorization: `Bearer ${token}` };
    const asked = await fetch(server.url() + pathOf(archive), { method: 'HEAD', headers: headersOfHead });
    return Number(asked.headers.get('upload-offset'));
  };
  while ((await arrived()) < half) await new Promise((resolve) => setTimeout(resolve, 20));
  return { answered, half, finish: () => sent.end(archive.bytes.subarray(half)) };
}

const storedUnder = (archive: MadeArchive) => s3.keys('study').filter((key) => key.includes(archive.sessionId));

test('R12.5: what is being sent to a server that is told to stop is finished there, while another one takes what is new', async () => {
  const { first, second } = await startTwo([await newFolder(), await newFolder()]);
  const { participantId, token } = await enrol(second.url() ?? '');
  const [slow, next] = [makeArchive({ participantId }), makeArchive({ participantId })];
  const upload = await sendHalf(first, slow, token);
  const stopped = first.stop();
  expect((await send(second, next, token)).status).toBe(201);
  upload.finish();
  expect(await upload.answered).toBe(201);
  await stopped;
  // The other one knows of it.
  expect([(await send(second, slow, token)).status, storedUnder(slow).length]).toEqual([200, 1]);
});

test('R12.5: what a server could not wait for is gone on with at another one where they share a folder', async () => {
  const folder = await newFolder();
  const { first, second } = await startTwo([folder, folder], { UPLOADS_FINISH_S: '1' });
  const { participantId, token } = await enrol(second.url() ?? '');
  const archive = makeArchive({ participantId });
  const upload = await sendHalf(first, archive, token);
  await first.stop();
  expect(await upload.answered).toBe('cut off');
  const rest = await send(second, archive, token, upload.half);
  expect([rest.status, await rest.json()]).toEqual([201, expect.objectContaining({ archiveSha256: archive.sha256 })]);
  expect(storedUnder(archive)).toHaveLength(1);
});

test('R12.5: an upload that goes on at one server while the other one still hears of it is stored once', async () => {
  const folder = await newFolder();
  const { first, second } = await startTwo([folder, folder]);
  const { participantId, token } = await enrol(second.url() ?? '');
  const archive = makeArchive({ participantId });
  const upload = await sendHalf(first, archive, token);
  // The device has given the first connection up; a proxy has not.
  expect((await send(second, archive, token, upload.half)).status).toBe(201);
  upload.finish();
  expect(await upload.answered).toBe(200);
  expect((await send(first, archive, token)).status).toBe(200);
  expect(storedUnder(archive)).toHaveLength(1);
});

test('R12.5: where they do not, it is sent again from the start, at once, and nobody reads of it', async () => {
  const { first, second } = await startTwo([await newFolder(), await newFolder()], { UPLOADS_FINISH_S: '1' });
  const { participantId, token } = await enrol(second.url() ?? '');
  const archive = makeArchive({ participantId });
  const upload = await sendHalf(first, archive, token);

  // Asked of the first how much is there, the rest goes to the second.
  const refused = await send(second, archive, token, upload.half);
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ error: { code: 'OFFSET_MISMATCH', details: { offset: 0 } } });
  await first.stop();
  expect(await upload.answered).toBe('cut off');
  await first.start();
  let asked = 0;
  const serverNow = () => [first, second][asked++ % 2]?.url();
  const sent = await sendStubbornly(token, archive, { serverNow, random: () => 0, untilMs: Date.now() + 30_000 });
  expect(sent).toMatchObject({ state: 'confirmed', failures: [] });
  expect(storedUnder(archive)).toHaveLength(1);
});

test('R12.5: servers that are replaced one after the other while archives come in break not one upload', async () => {
  const { first, second } = await startTwo([await newFolder(), await newFolder()]);
  const replaced = [first, second].map((server) => ({ kill: () => server.stop(), start: () => server.start() }));
  const report = await storm([first, second], {
    devices: 6,
    kills: 2,
    adminToken: ADMIN_TOKEN,
    random: seededRandom(20_261_121),
    timeoutMs: 120_000,
    victims: replaced,
  });
  expect(report).toMatchObject({ kills: 2, lost: [], held: [], failures: [] });
  expect(report.sent).toBeGreaterThan(6);
}, 180_000);
