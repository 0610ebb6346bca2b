import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startTemporaryPostgres } from '../../sync-server/adapters/temporary-postgres.ts';
import { mortalServer } from './mortal-server.ts';
import { seededRandom } from './seeded-random.ts';
import { storm } from './storm.ts';
import { ADMIN_TOKEN } from '../harness/admin-token.ts';

const clearUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of clearUp.splice(0).reverse()) await step();
});

test('F32: a PostgreSQL that crashes again and again while archives come in costs tries, and no archive', async () => {
  const postgres = await startTemporaryPostgres();
  clearUp.push(() => postgres.stop());
  const folder = await mkdtemp(join(tmpdir(), 'codesight-chaos-'));
  clearUp.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  const server = mortalServer({ DATABASE_URL: postgres.url, DATA_DIR: folder, ADMIN_TOKEN });
  clearUp.push(() => server.stop());
  await server.start();
  const address = server.url();
  const report = await storm([server], {
    devices: 4,
    kills: 3,
    adminToken: ADMIN_TOKEN,
    random: seededRandom(20_261_122),
    timeoutMs: 120_000,
    victims: [{ kill: () => postgres.crash(), start: async () => undefined }],
  });
  expect(report).toMatchObject({ kills: 3, lost: [], surplus: [], held: [] });
  expect(report.rounds).toBeGreaterThan(2 * report.sent);
  // The server itself has lived through it.
  expect(server.url()).toBe(address);
}, 200_000);
