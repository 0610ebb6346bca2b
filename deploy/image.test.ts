import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandInS3, startS3 } from '../e2e/stand-ins/s3.ts';
import { reprDigest } from '../shared/api/receipt.ts';
import { startTemporaryPostgres, type TemporaryPostgres } from '../sync-server/adapters/temporary-postgres.ts';
import { makeArchive } from '../sync-server/ingest/make-archive.ts';
import { buildImage, readImage, root } from './build-image.ts';
import { stepsOf, variablesOf } from './read-dockerfile.ts';
import { readManifests } from './read-manifests.ts';
import { sampleConsent } from '../shared/session/sample-consent.ts';
import { ADMIN_TOKEN } from '../e2e/harness/admin-token.ts';

/** Root is not what the image runs as: somebody else, who may write nothing but the data folder. */
const UNPRIVILEGED = 65_534;

let image: Awaited<ReturnType<typeof readImage>>;
let folder: string;
let postgres: TemporaryPostgres;
let s3: StandInS3;
let env: Record<string, string>;
let url: string;
let server: ChildProcess;
let said = '';

beforeAll(async () => {
  image = await readImage();
  folder = await mkdtemp(join(tmpdir(), 'codesight-image-'));
  await chmod(folder, 0o755);
  [postgres, s3] = await Promise.all([
    startTemporaryPostgres(),
    startS3(),
    buildImage(join(folder, 'app'), image),
    mkdir(join(folder, 'data')),
    mkdir(join(folder, 'secrets')),
  ]);
  const secrets = {
    DATABASE_URL: postgres.url,
    ADMIN_TOKEN,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  };
  for (const [name, secret] of Object.entries(secrets)) await writeFile(join(folder, 'secrets', name), `${secret}\n`);
  if (process.getuid?.() === 0) await chown(join(folder, 'data'), UNPRIVILEGED, UNPRIVILEGED);
  const port = String(await freePort());
  env = {
    ...variablesOf(image.server),
    PORT: port,
    DATA_DIR: join(folder, 'data'),
    S3_BUCKET: 'study',
    S3_ENDPOINT: s3.url,
    ...Object.fromEntries(Object.keys(secrets).map((name) => [`${name}_FILE`, join(folder, 'secrets', name)])),
  };
  url = `http://127.0.0.1:${port}`;
  server = runIn(commandOf('CMD'));
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (piece: Buffer) => (said += piece.toString()));
  while (!/running at \S+\n/.test(said)) {
    if (server.exitCode !== null) throw new Error(said);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL');
  await s3.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** The last command of this kind, as Docker runs it: without a shell. */
function commandOf(instruction: 'CMD' | 'HEALTHCHECK'): string[] {
  const words = stepsOf(image.server, instruction).at(-1) ?? '';
  return JSON.parse(words.slice(words.indexOf('['))) as string[]; // the form that Docker wants
}

/** Runs a command of the image where it would run, as nobody in particular. */
function runIn([program, ...words]: string[], more: Record<string, string> = {}): ChildProcess {
  if (program !== 'node') throw new Error(`the image brings Node, not ${program}`);
  const identity = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  return spawn(process.execPath, words, {
    cwd: join(folder, 'app'),
    env: { ...env, ...more },
    stdio: 'pipe',
    ...identity,
  });
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (words += piece.toString()));
  await once(child, 'close');
  return { code: child.exitCode, said: words };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

test('R12.1: what the image holds is enough for the server, which is not root and writes nowhere but into its data', async () => {
  expect(stepsOf(image.server, 'USER')).toEqual(['1000:1000']);
  expect(said).toContain('running at http://0.0.0.0:');
  const files = await readdir(join(folder, 'app'), { recursive: true });
  const own = files.filter((path) => !path.startsWith('node_modules'));
  expect(own.filter((path) => path.endsWith('.test.ts'))).toEqual([]);
  expect([...new Set(own.map((path) => path.split('/')[0]))].toSorted()).toEqual([
    'package.json',
    'shared',
    'sync-server',
  ]);
  for (const name of ['vite', 'wxt', 'typescript', 'fflate', 'node'])
    expect(files).not.toContain(`node_modules/${name}`);
  const inside = await stat(join(folder, 'app'));
  expect(inside.uid).not.toBe(process.getuid?.() === 0 ? UNPRIVILEGED : -1);
});

test('its Node is of the version that the packages ask for', async () => {
  const { engines, dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
    dependencies: Record<string, string>;
  };
  for (const { from } of [image.packages, image.server]) expect(from).toMatch(`node:${dependencies['node']}-`);
  expect(engines.node).toBe(`>=${dependencies['node']}`);
});

test('its health check tells when the server is well, and when it is not there', async () => {
  const check = commandOf('HEALTHCHECK');
  expect((await outcomeOf(runIn(check))).code).toBe(0);
  expect((await outcomeOf(runIn(check, { PORT: String(await freePort()) }))).code).toBe(1);
});

test('every address that a probe asks for answers', async () => {
  const { container } = await readManifests();
  for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
    const answer = await fetch(url + probe.httpGet.path);
    expect([probe.httpGet.path, answer.status]).toEqual([probe.httpGet.path, 200]);
  }
});

test('R12.1: an archive is taken in, and the commands that the instructions name run in it', async () => {
  const ask = async (path: string, body: object, token?: string) => {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    return await (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  const { code } = (await ask('/v1/admin/enrolment-codes', { label: 'test', uses: 1 }, ADMIN_TOKEN)) as {
    code: string;
  };
  const enrolled = (await ask('/v1/enrolments', { code, consent: sampleConsent })) as {
    participantId: string;
    token: string;
  };
  const archive = makeArchive({ participantId: enrolled.participantId });
  const answer = await fetch(`${url}/v1/archives/${archive.sessionId}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${enrolled.token}`, 'repr-digest': reprDigest(archive.sha256) },
    body: archive.bytes,
  });
  expect([answer.status, await answer.json()]).toEqual([
    201,
    expect.objectContaining({ archiveSha256: archive.sha256 }),
  ]);
  expect(s3.keys('study').filter((key) => key.includes(archive.sessionId))).toHaveLength(1);

  const status = await outcomeOf(runIn(['node', 'sync-server/admin-command.ts', 'status'], { CODESIGHT_SERVER: url }));
  expect(status).toMatchObject({ code: 0 });
  const setUp = await outcomeOf(runIn(['node', 'sync-server/storage-command.ts', 'setup', '--dry-run']));
  expect(setUp).toEqual({ code: 0, said: expect.stringContaining('encryption') });
});

test('it stops in order when it is told to', async () => {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  expect([server.exitCode, server.signalCode]).toEqual([0, null]);
});
