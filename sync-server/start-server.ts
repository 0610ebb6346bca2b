import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Logger } from 'pino';
import { jobQueue } from './adapters/job-queue.ts';
import { openStore } from './adapters/open-store.ts';
import { openDatabase } from './adapters/postgres.ts';
import { webhook } from './adapters/webhook.ts';
import { type AppDeps, createApp } from './app.ts';
import type { ArchiveStore } from './archive-store.ts';
import { ensureAdministrator, type FirstStart } from './auth/first-administrator.ts';
import { tokenBucket } from './auth/token-bucket.ts';
import type { Config } from './config.ts';
import { datasetDeps, datasetReader } from './dataset/dataset-deps.ts';
import { datasetJobs } from './dataset/dataset-jobs.ts';
import { datasetRows } from './dataset/dataset-rows.ts';
import { clientAddress } from './http/client-address.ts';
import { listen } from './http/listen.ts';
import { watchSlowness } from './http/watch-slowness.ts';
import type { AcceptDeps } from './ingest/accept-archive.ts';
import { clearUnfinished } from './ingest/clear-unfinished.ts';
import { readTraining } from './ingest/read-training.ts';
import { giveWay } from './ingest/give-way.ts';
import { keepSweeping } from './ingest/sweep-parts.ts';
import { uploadParts } from './ingest/upload-part.ts';
import { waitingLine } from './ingest/waiting-line.ts';
import { defineUpkeep } from './jobs/define-upkeep.ts';
import { sweepWorking } from './jobs/sweep-working.ts';
import { erasureJobs } from './rights/erasure-jobs.ts';
import { defineRetention } from './rights/retention.ts';
import type { LookAtRun } from './rights/stale-datasets.ts';
import { archiveReaders, type ArchiveReaders } from './readers/archive-readers.ts';
import { REQUEST_MS, screeningJobs } from './screen/screening-jobs.ts';
import { stopList } from './stop-list.ts';
import { flushUsage } from './storage/cost-jobs.ts';
import { meteredStore } from './storage/metered-store.ts';
import { storageJobs } from './storage/storage-jobs.ts';
import { modelRows } from './train/model-rows.ts';
import type { TrainingProvider } from './train/provider.ts';
import { runRows } from './train/run-rows.ts';
import { trainingJobs } from './train/training-jobs.ts';

/** Where several processes share a database, what one of them has begun lately may still be under way. */
const OTHERS_MAY_WORK_MS = 15 * 60 * 1000;
/** Who sends one archive after the other sends the next one within that time; so long do jobs that analyse wait. */
const BUSY_FOR_MS = 1_000;
/** By one token; then ten a second. A device with some hundred sessions sends them all without being held up. */
const REQUESTS_AT_ONCE = 1_000;
/** By one participant; then as much again in a day. Hours of shopping are some megabytes. */
const SENT_AT_ONCE_MIB = 8 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export type RunningServer = {
  url: string;
  /** Set on the very first start. */
  firstStart: FirstStart | undefined;
  /** Finishes what is in flight, stops the jobs, closes the database. */
  stop(): Promise<void>;
};

/** Puts the server together and starts it. Throws FolderInUse, and the system's error when the port is taken. */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const dataDir = resolve(config.dataDir);
  await mkdir(dataDir, { recursive: true });
  const running = stopList();
  try {
    const readers = archiveReaders();
    running.add(() => readers.close());
    // First of all: with a wrong key nothing may be written anywhere.
    const { store, take } = meteredStore(await openStore(config, dataDir, readers.copy));
    const opened = await openDatabase({ url: config.databaseUrl, dataDir });
    running.add(() => opened.close());
    const queue = jobQueue(opened.engine, log);
    const slowness = watchSlowness();
    running.add(() => slowness.stop());
    const line = waitingLine({ running: 4, waiting: 256, busyForMs: BUSY_FOR_MS });
    const yielding = () => giveWay(() => line.isBusy());
    const isAlone = opened.engine.kind === 'embedded';
    // What a killed process had copied here to work on is nobody's any more; others may be at work beside us.
    if (isAlone) await rm(join(dataDir, 'working'), { recursive: true, force: true });
    const workFolder = join(dataDir, 'working');
    await mkdir(workFolder, { recursive: true, mode: 0o700 });
    const parts = uploadParts(join(dataDir, 'incoming'));
    const base = { database: opened.database, store, now: Date.now, parts, workFolder };
    const now = Date.now;
    const firstStart = await ensureAdministrator(opened.database, {
      adminToken: config.adminToken,
      dataDir,
      now: now(),
    });
    const { provider, ...work } = await workDeps(config, { ...base, queue, giveWay: yielding });
    const look: LookAtRun = (runId, transaction) => work.training.trainingJobs.look(runId, transaction);
    const screening = screeningJobs(queue, {
      ...base,
      temporaryFolder: workFolder,
      look,
      scan: readers.scan,
      giveWay: yielding,
      log,
    });
    const erasures = erasureJobs(queue, { ...base, provider, look });
    defineRetention(queue, { ...base, erasures, days: config.retention, log });
    const { coldAfterDays, costs, alertWebhook } = config;
    const resumeWaiting = () => work.datasetJobs.resume();
    const tell = alertWebhook === undefined ? undefined : webhook(alertWebhook);
    const storageDeps = { ...base, coldAfterDays, resumeWaiting, costs, tell, log };
    const checks = storageJobs(queue, storageDeps);
    const usage = flushUsage(storageDeps, take);
    running.add(() => usage.stop());
    const accept = acceptDeps(
      {
        ...base,
        line,
        isSlow: slowness.isSlow,
        screenLater: screening.screenSoon,
        oldestConsent: config.oldestConsent,
      },
      readers,
    );
    defineUpkeep(queue, { ...accept, engine: opened.engine, log });
    const cleared = await clearUnfinished(accept, isAlone ? 0 : OTHERS_MAY_WORK_MS);
    const leftovers = await clearLeftovers(store, now() - (isAlone ? 0 : OTHERS_MAY_WORK_MS), log);
    const clearedAway = cleared.objects + cleared.parts + leftovers;
    if (clearedAway > 0) log.info({ ...cleared, leftovers }, 'took up what an earlier process had left unfinished');
    // Before what jobs have asked the store for is written down for the last time.
    running.add(() => queue.stop());
    await queue.start();
    await screening.resume();
    await work.datasetJobs.resume();
    await work.training.trainingJobs.resume();
    await checks.afterStart(clearedAway);

    const app = createApp({
      ...accept,
      ...work,
      erasures,
      checks,
      costs,
      retention: config.retention,
      log,
      failedAttempts: tokenBucket({ capacity: 20, refillMs: 6_000, now }),
      enrolmentAttempts: tokenBucket({ capacity: 30, refillMs: 10_000, now }),
      requests: tokenBucket({ capacity: REQUESTS_AT_ONCE, refillMs: 100, now }),
      addressOf: (context) =>
        clientAddress(
          getConnInfo(context).remote.address,
          context.req.header('x-forwarded-for'),
          config.trustedProxies,
        ),
    });
    const sweeping = keepSweeping({ ...base, log, sweepMore: () => sweepWorking(workFolder, now()) });
    running.add(() => sweeping.stop());
    const { url, stop } = await listen(app, config);
    running.add(stop);
    return { url, firstStart, stop: () => running.stop() };
  } catch (error) {
    await running
      .stop()
      .catch((cause: unknown) => log.error({ err: cause }, 'what had been started was not all stopped'));
    throw error;
  }
}

/** A store that does not answer just now is no reason not to start: whoever sends is told to come back. */
async function clearLeftovers(store: ArchiveStore, before: number, log: Logger): Promise<number> {
  try {
    return await store.removeLeftovers(before);
  } catch (error) {
    log.error({ err: error }, 'the store could not be cleared of what an earlier process had left unfinished');
    return 0;
  }
}

function acceptDeps(
  given: Omit<AcceptDeps, 'verify' | 'screen' | 'sent' | 'writing'>,
  readers: ArchiveReaders,
): AcceptDeps {
  return {
    ...given,
    verify: readers.verify,
    screen: (path) => readers.scan(path, REQUEST_MS),
    sent: tokenBucket({ capacity: SENT_AT_ONCE_MIB, refillMs: DAY_MS / SENT_AT_ONCE_MIB, now: Date.now }),
    writing: new Set(),
  };
}

/** Datasets and training: their jobs are registered with the queue, which must not have started. */
async function workDeps(
  config: Config,
  given: Pick<AppDeps, 'database' | 'store' | 'now' | 'workFolder'> & {
    queue: ReturnType<typeof jobQueue>;
    giveWay: () => Promise<void>;
  },
): Promise<Pick<AppDeps, 'datasetJobs' | 'training'> & { provider: TrainingProvider | undefined }> {
  const { database, store, queue, workFolder: temporaryFolder } = given;
  const { baseModel, pollMs } = config.training;
  const provider = await openProvider(config.training);
  const datasets = datasetJobs(queue, datasetDeps({ ...given, readTraining, temporaryFolder }));
  const runs = trainingJobs(queue, {
    runs: runRows(database),
    models: modelRows(database),
    provider,
    findDataset: datasetRows(database).find,
    openDataset: datasetReader(store),
    temporaryFolder,
    pollMs,
  });
  const training = { trainingJobs: runs, provider: provider?.name, baseModel };
  return { datasetJobs: datasets, training, provider };
}

/** Some megabytes of code that a server without a provider does without. */
async function openProvider({ apiKey, baseUrl, provider: name }: Config['training']) {
  if (apiKey === undefined) return undefined;
  const { openaiProvider } = await import('./adapters/openai.ts');
  return openaiProvider({ name, apiKey, ...(baseUrl === undefined ? {} : { baseUrl }) });
}
