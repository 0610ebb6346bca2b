import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderStore } from '../adapters/folder-store.ts';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { webhook } from '../adapters/webhook.ts';
import { readConfig } from '../config.ts';
import { newId } from '../../shared/new-id.ts';
import { openTestApp, type TestApp } from '../http/open-test-app.ts';
import { makeArchive, sha256Of } from '../ingest/make-archive.ts';
import { findTrainingPrice } from '../train/training-prices.ts';
import { checkBudget } from './budget-alert.ts';
import { flushUsage } from './cost-jobs.ts';
import { estimateCosts } from './estimate-costs.ts';
import { keepUsage } from './keep-usage.ts';
import { meteredStore } from './metered-store.ts';

const GB = 1024 ** 3;
/** A GB costs a unit, so that figures can be read. */
const prices = {
  currency: 'EUR',
  hotGbMonth: 1,
  coldGbMonth: 0.1,
  writes1000: 5,
  reads1000: 2,
  outGb: 3,
  restoredGb: 4,
};
const training = { currency: 'USD', millionTokens: { 'gpt-4.1': 25, 'gpt-4.1-mini': 5 } };
const usage = {
  write: { requests: 1_000, bytes: GB },
  read: { requests: 2_000, bytes: 2 * GB },
  restore: { requests: 1_000, bytes: GB },
};

onEachDatabase('what storage costs', (opened) => {
  let server: TestApp;
  const database = () => opened().database;
  beforeEach(async () => {
    server = await openTestApp(database(), { costs: { prices, budget: 100, training } });
  });
  afterEach(() => server.close());

  /** Sessions of these sizes; nothing of them is in the store. */
  const store = async (bytes: readonly number[]) => {
    const participant = await server.enrol();
    for (const size of bytes) {
      const archive = makeArchive({ participantId: participant.participantId });
      expect((await server.send(archive, participant.token)).status).toBe(201);
      // The sums follow what is stored and erased, so that the size must be right from the start.
      const row = await database()
        .deleteFrom('archives')
        .where('session_id', '=', archive.sessionId)
        .returningAll()
        .executeTakeFirstOrThrow();
      await database()
        .insertInto('archives')
        .values({ ...row, bytes: size, manifest: JSON.stringify(row.manifest) })
        .execute();
    }
    return participant;
  };
  const settings = (budget?: number) => ({ prices, budget, training });
  const deps = (budget: number | undefined, told: string[] | undefined) => ({
    database: database(),
    now: server.deps.now,
    costs: settings(budget),
    log: pino({ level: 'silent' }),
    tell: told === undefined ? undefined : (words: string) => Promise.resolve(void told.push(words)),
  });

  test('R6.7: what lies hot and cold, what was asked for, and each site and month have their price', async () => {
    await store([2 * GB, 4 * GB]);
    const [first] = await database().selectFrom('archives').select('session_id').orderBy('bytes').execute();
    await database()
      .updateTable('archives')
      .set({ tier: 'cold' })
      .where('session_id', '=', first?.session_id ?? '')
      .execute();
    await keepUsage(database(), usage, server.clock.now);
    await keepUsage(database(), usage, server.clock.now);
    // Another month's is another month's.
    await keepUsage(database(), usage, server.clock.now - 40 * 24 * 3_600_000);
    const costs = await estimateCosts(database(), settings(100), server.clock.now);
    expect(costs).toMatchObject({
      month: '2026-03',
      currency: 'EUR',
      tiers: [
        { tier: 'hot', archives: 1, bytes: 4 * GB, cost: 4 },
        { tier: 'cold', archives: 1, bytes: 2 * GB, cost: 0.2 },
      ],
      usage: [
        { kind: 'read', requests: 4_000, bytes: 4 * GB, cost: 8 + 12 },
        { kind: 'restore', requests: 2_000, bytes: 2 * GB, cost: 8 + 10 },
        { kind: 'write', requests: 2_000, bytes: 2 * GB, cost: 10 },
      ],
      budget: 100,
      passedAt: null,
      items: [{ month: '2026-03', archives: 2, bytes: 6 * GB, cost: 4.2 }],
    });
    expect(costs.total).toBeCloseTo(4.2 + 20 + 18 + 10);
    const token = await server.issue('administrator');
    const answer = await server.request('/v1/admin/costs', { token });
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(costs)));
    expect((await server.request('/v1/admin/costs', { token: await server.issue('researcher') })).status).toBe(403);
  });

  test('R6.7: datasets are in the sum, and what training costs stands beside it', async () => {
    const dataset = async (bytes: number | null) => {
      const id = newId(server.clock.now);
      const sums = { sessions: 0, duplicates_dropped: 0, examples: '{}', rejected: '[]' };
      await database()
        .insertInto('datasets')
        .values({ id, created_at: 0, state: 'ready', failure: null, filter: '{}', sha256: null, bytes, ...sums })
        .execute();
      return id;
    };
    const [dataset_id] = [await dataset(2 * GB), await dataset(GB), await dataset(null), await dataset(0)];
    const month = Date.UTC(2026, 2);
    const run = async (base_model: string, created_at: number, trained_tokens: number | null) => {
      const id = newId(server.clock.now);
      const rest = {
        provider: 'p',
        epochs: 1,
        provider_file_ids: '[]',
        provider_job_id: id,
        progress: null,
        failure: null,
      };
      await database()
        .insertInto('training_runs')
        .values({ id, dataset_id, base_model, created_at, updated_at: 0, state: 'succeeded', trained_tokens, ...rest })
        .execute();
    };
    await run('gpt-4.1-mini-2025-04-14', month, 2_000_000);
    await run('gpt-4.1-mini-2025-04-14', month, null);
    await run('ft:gpt-4.1:us::1', Date.UTC(2026, 3) - 1, 1_000_000);
    await run('of-somebody-else', month, 500);
    for (const otherMonth of [month - 1, Date.UTC(2026, 3)]) await run('gpt-4.1', otherMonth, 9_000_000);
    const costs = await estimateCosts(database(), settings(100), server.clock.now);
    expect(costs).toMatchObject({ datasets: { datasets: 2, bytes: 3 * GB, cost: 3 }, total: 3 });
    expect(costs.training).toEqual({
      currency: 'USD',
      models: [
        { model: 'ft:gpt-4.1:us::1', runs: 1, trainedTokens: 1_000_000, untold: 0, cost: 25 },
        { model: 'gpt-4.1-mini-2025-04-14', runs: 2, trainedTokens: 2_000_000, untold: 1, cost: 10 },
        { model: 'of-somebody-else', runs: 1, trainedTokens: 500, untold: 0, cost: null },
      ],
      total: 35,
    });
    const answer = await server.request('/v1/admin/costs', { token: await server.issue('administrator') });
    expect(await answer.json()).toEqual(costs);
  });

  test('R6.7: an estimate above the budget is told once a month, and again in the next one', async () => {
    await store([6 * GB]);
    const told: string[] = [];
    expect(await checkBudget(deps(7, told))).toBe('within');
    expect(await checkBudget(deps(undefined, told))).toBe('within');
    expect(told).toEqual([]);
    expect(await checkBudget(deps(5, told))).toBe('passed');
    expect(await checkBudget(deps(5, told))).toBe('within');
    expect(told).toEqual(['CodeSight: storage is estimated to cost 6.00 EUR in 2026-03; the budget is 5.00 EUR.']);
    expect((await estimateCosts(database(), settings(5), server.clock.now)).passedAt).toBe(server.clock.now);
    const acts = await database().selectFrom('audit_log').select(['act', 'details']).execute();
    expect(acts).toContainEqual({ act: 'pass-budget', details: { total: 6, budget: 5, currency: 'EUR' } });
    server.clock.now += 31 * 24 * 3_600_000;
    expect(await checkBudget(deps(5, told))).toBe('passed');
    expect(told).toHaveLength(2);
  });

  test('an alert that did not get through is not forgotten', async () => {
    await store([6 * GB]);
    const received: unknown[] = [];
    let refuse = true;
    const outside = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        if (!refuse) received.push(JSON.parse(body));
        response.writeHead(refuse ? 500 : 200).end();
      });
    }).listen(0, '127.0.0.1');
    await once(outside, 'listening');
    const address = outside.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const alerting = { ...deps(5, undefined), tell: webhook(`http://127.0.0.1:${port}/secret-path`) };
    await expect(checkBudget(alerting)).rejects.toThrow('ALERT_WEBHOOK answered 500.');
    refuse = false;
    expect(await checkBudget(alerting)).toBe('passed');
    expect(received).toEqual([{ text: expect.stringContaining('the budget is 5.00 EUR') }]);
    outside.close();
  });

  test('what a process has counted is kept, also when it ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'codesight-metered-'));
    const { store: metered, take } = meteredStore(
      folderStore(join(folder, 'hot'), undefined, { coldFolder: join(folder, 'cold') }),
    );
    const flushing = flushUsage(deps(undefined, undefined), take);
    const file = join(folder, 'file');
    await writeFile(file, 'content');
    await metered.put('a/b', file, { sha256: sha256Of(Buffer.from('content')), bytes: 7 });
    expect(Buffer.concat(await (await metered.getStream('a/b')).toArray()).toString()).toBe('content');
    expect(await metered.size('a/b')).toBe(7);
    expect(await Array.fromAsync(metered.list(''))).toHaveLength(1);
    await metered.tiers?.cool('a/b');
    await metered.tiers?.warm('a/b');
    await flushing.stop();
    const rows = await database()
      .selectFrom('storage_usage')
      .select(['kind', 'requests', 'bytes'])
      .orderBy('kind')
      .execute();
    expect(rows).toEqual([
      { kind: 'read', requests: 2, bytes: 7 },
      { kind: 'restore', requests: 1, bytes: 7 },
      { kind: 'write', requests: 3, bytes: 7 },
    ]);
    await rm(folder, { recursive: true });
  });
});

test('a bucket of AWS has its list prices, everything else costs what one says', () => {
  const pricesFor = (variables: Record<string, string>) => readConfig(variables).costs.prices;
  expect(pricesFor({ S3_BUCKET: 'b' })).toMatchObject({ hotGbMonth: 0.023, coldGbMonth: 0.004, outGb: 0.09 });
  const archive = pricesFor({ S3_BUCKET: 'b', S3_COLD_CLASS: 'DEEP_ARCHIVE', STORAGE_PRICES: '{"outGb":0}' });
  expect(archive).toMatchObject({ coldGbMonth: 0.00099, restoredGb: 0.02, outGb: 0 });
  expect(pricesFor({ S3_BUCKET: 'b', S3_ENDPOINT: 'https://s3.example.test' })).toMatchObject({ hotGbMonth: 0 });
  expect(pricesFor({ STORAGE_PRICES: '{"hotGbMonth":0.08,"currency":"EUR"}' })).toMatchObject({
    currency: 'EUR',
    hotGbMonth: 0.08,
    outGb: 0,
  });
  expect(() => pricesFor({ STORAGE_PRICES: '{"hot":1}' })).toThrow('STORAGE_PRICES must be JSON with prices');
  expect(() => pricesFor({ STORAGE_PRICES: 'free' })).toThrow('STORAGE_PRICES must be JSON with prices');
});

test('training costs what OpenAI lists, and elsewhere what one says', () => {
  const priceOf = (variables: Record<string, string>, model: string) =>
    findTrainingPrice(readConfig(variables).costs.training, model);
  expect(priceOf({}, 'gpt-4.1-nano-2025-04-14')).toBe(1.5);
  expect(priceOf({ OPENAI_BASE_URL: 'https://trainer.example.test/v1' }, 'gpt-4.1')).toBeUndefined();
  const said = { TRAINING_PRICES: '{"millionTokens":{"gpt-4.1":20,"llama":1}}' };
  expect([priceOf(said, 'gpt-4.1'), priceOf(said, 'llama-3'), priceOf(said, 'gpt-4o-mini')]).toEqual([20, 1, 3]);
  expect(() => priceOf({ TRAINING_PRICES: '{"gpt-4.1":1}' }, 'x')).toThrow('TRAINING_PRICES must be JSON with prices');
});
