import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../sync-server/adapters/open-store.ts';
import { openDatabase } from '../../sync-server/adapters/postgres.ts';
import { s3Store } from '../../sync-server/adapters/s3-store.ts';
import { startTemporaryPostgres } from '../../sync-server/adapters/temporary-postgres.ts';
import { readConfig } from '../../sync-server/config.ts';
import { checkStorage } from '../../sync-server/ingest/check-storage.ts';
import { startS3 } from '../stand-ins/s3.ts';
import { askForCheck } from './ask-for-check.ts';
import { clearUp } from './clear-up.ts';
import { mortalServer } from './mortal-server.ts';
import { seededRandom } from './seeded-random.ts';
import { storm } from './storm.ts';
import { ADMIN_TOKEN } from '../harness/admin-token.ts';

const SEED = 20_261_121;
const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of ending.splice(0).reverse()) await step();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-chaos-'));
  ending.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}

const options = (devices: number, kills: number) => ({
  devices,
  kills,
  adminToken: ADMIN_TOKEN,
  random: seededRandom(SEED),
  timeoutMs: 240_000,
});

test('R1.5, F30: a server that is killed again and again while archives come in has all of them once, and nothing else', async () => {
  const folder = await newFolder();
  const server = mortalServer({ DATA_DIR: folder, ADMIN_TOKEN });
  ending.push(() => server.kill());
  await server.start();
  const report = await storm([server], options(6, 4));
  expect(report).toMatchObject({ kills: 4, lost: [], surplus: [], held: [] });

  await server.kill();
  await server.start();
  const told = await askForCheck(server.url() ?? '', ADMIN_TOKEN, 60_000);
  expect(told).toMatchObject({ archives: report.sent, missing: 0, damaged: 0, orphans: 0 });
  await server.kill();
  const { database, close } = await openDatabase({ url: undefined, dataDir: folder });
  const deps = { database, store: await openStore(readConfig({}), folder), now: Date.now };
  await clearUp(deps, join(folder, 'incoming'));
  expect(await checkStorage(deps)).toEqual({ objects: report.sent, archives: report.sent, orphans: [], missing: [] });
  await close();
}, 300_000);

test('R1.5, R12.1: two servers on one PostgreSQL and one bucket, killed in turn, lose nothing and store nothing twice', async () => {
  const [postgres, s3] = await Promise.all([startTemporaryPostgres(), startS3()]);
  ending.push(
    () => postgres.stop(),
    () => s3.close(),
  );
  const shared = {
    DATABASE_URL: postgres.url,
    ADMIN_TOKEN,
    S3_BUCKET: 'study',
    S3_ENDPOINT: s3.url,
    S3_ACCESS_KEY_ID: s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  };
  const servers = [];
  for (let index = 0; index < 2; index++) {
    const server = mortalServer({ ...shared, DATA_DIR: await newFolder() });
    ending.push(() => server.kill());
    await server.start();
    servers.push(server);
  }
  const report = await storm(servers, options(6, 4));
  expect(report).toMatchObject({ kills: 4, lost: [], surplus: [], held: [] });
  // Going from one process to the other is nothing that a participant reads about.
  expect(report.failures.filter((words) => /bytes have arrived|broke off/.test(words))).toEqual([]);

  for (const server of servers) await server.kill();
  const { database, close } = await openDatabase({ url: postgres.url, dataDir: tmpdir() });
  const { bucket } = readConfig(shared);
  if (bucket === undefined) throw new Error('a bucket was configured');
  const deps = { database, store: s3Store(bucket), now: Date.now };
  await clearUp(deps, await newFolder());
  expect(await checkStorage(deps)).toEqual({ objects: report.sent, archives: report.sent, orphans: [], missing: [] });
  await close();
}, 300_000);
