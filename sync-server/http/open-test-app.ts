import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { reprDigest, uploadHeaders } from '../../shared/api/receipt.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { type AppDeps, createApp } from '../app.ts';
import { issueEnrolmentCode, issueToken } from '../auth/issue.ts';
import { tokenBucket } from '../auth/token-bucket.ts';
import type { Database } from '../database.ts';
import { erasureJobs } from '../rights/erasure-jobs.ts';
import type { ErasureDeps } from '../rights/advance-erasure.ts';
import { scanArchive } from '../screen/scan-archive.ts';
import { verifyArchive } from '../ingest/verify-archive.ts';
import type { JobQueue } from '../job-queue.ts';
import { pricesOf } from '../storage/prices.ts';
import { trainingPricesOf } from '../train/training-prices.ts';
import { uploadParts } from '../ingest/upload-part.ts';
import { waitingLine } from '../ingest/waiting-line.ts';
import type { MadeArchive } from '../ingest/make-archive.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

/** The server without a socket, on a store of its own, for tests. `changes` replaces parts of it. */
export async function openTestApp(database: Database, changes: Partial<AppDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-app-'));
  const clock = { now: Date.UTC(2026, 2, 14, 12) };
  const now = () => clock.now;
  const log: string[] = [];
  const store = changes.store ?? folderStore(join(folder, 'store'));
  const parts = uploadParts(join(folder, 'incoming'));
  const asked: { name: string; data: object }[] = [];
  const queue: JobQueue = {
    define: () => undefined,
    send: async (name, data) => void asked.push({ name, data }),
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const look = () => Promise.resolve();
  const erasureDeps: ErasureDeps = { database, store, parts, now, provider: undefined, look, workFolder: folder };
  const deps: AppDeps = {
    database,
    now,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
    store,
    parts,
    line: waitingLine({ running: 4, waiting: 8, busyForMs: 0 }),
    writing: new Set(),
    failedAttempts: tokenBucket({ capacity: 20, refillMs: 6_000, now }),
    enrolmentAttempts: tokenBucket({ capacity: 20, refillMs: 6_000, now }),
    requests: tokenBucket({ capacity: 2_000, refillMs: 100, now }),
    sent: tokenBucket({ capacity: 1_000, refillMs: 1_000, now }),
    isSlow: () => false,
    addressOf: () => '192.0.2.1',
    datasetJobs: { build: () => Promise.resolve(), resume: () => Promise.resolve() },
    training: {
      trainingJobs: { look: () => Promise.resolve(), resume: () => Promise.resolve() },
      provider: undefined,
      baseModel: undefined,
    },
    verify: verifyArchive,
    screen: (path) => scanArchive(path, { now, untilMs: Infinity }),
    screenLater: () => Promise.resolve(),
    oldestConsent: undefined,
    workFolder: folder,
    erasures: erasureJobs(queue, erasureDeps),
    costs: { prices: pricesOf(undefined), budget: undefined, training: trainingPricesOf(undefined) },
    checks: { ask: async (order) => void asked.push({ name: 'check-storage', data: order }) },
    retention: { accepted: undefined, review: undefined, rejected: undefined, quarantined: undefined },
    ...changes,
  };
  const app = createApp(deps);

  const request = async (path: string, options: { token?: string; method?: string; json?: unknown } = {}) =>
    app.request(path, {
      method: options.method ?? (options.json === undefined ? 'GET' : 'POST'),
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
    });
  const issue = async (scope: 'researcher' | 'administrator') => {
    const order = { scope, participantId: null, label: 'test', now: clock.now, expiresAt: null };
    return (await issueToken(database, order)).token;
  };
  const enrol = async (): Promise<{ participantId: string; token: string }> => {
    const { code } = await issueEnrolmentCode(database, { label: 'test', now: clock.now, expiresAt: null, uses: 1 });
    const answer = await request('/v1/enrolments', { json: { code, consent: sampleConsent } });
    return (await answer.json()) as { participantId: string; token: string }; // checked by the route's own schema
  };
  const send = async (
    archive: Pick<MadeArchive, 'bytes' | 'sha256' | 'sessionId'>,
    token: string,
    change: SendChange = {},
  ) =>
    app.request(`/v1/archives/${change.sessionId ?? archive.sessionId}`, {
      method: change.method ?? 'PUT',
      headers: {
        authorization: `Bearer ${token}`,
        [uploadHeaders.length]: String(archive.bytes.length),
        [uploadHeaders.digest]: reprDigest(change.sha256 ?? archive.sha256),
        ...change.headers,
      },
      body: change.body ?? archive.bytes,
      duplex: 'half',
    });

  return {
    app,
    deps,
    clock,
    log,
    /** The jobs that were asked for; none runs by itself. */
    asked,
    erasureDeps,
    request,
    issue,
    enrol,
    send,
    /** Names of everything that lies on the disk. */
    filesOnDisk: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    close: () => rm(folder, { recursive: true }),
  };
}

export type SendChange = {
  method?: string;
  sessionId?: string;
  sha256?: string;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
};

export type TestApp = Awaited<ReturnType<typeof openTestApp>>;
