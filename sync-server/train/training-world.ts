import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StandInProvider } from '../../e2e/stand-ins/provider.ts';
import { KnownError, errors } from '../../shared/errors.ts';
import { newId } from '../../shared/new-id.ts';
import type { TrainingExample } from '../../shared/training/example.ts';
import { folderStore } from '../adapters/folder-store.ts';
import { openaiProvider } from '../adapters/openai.ts';
import type { Scope } from '../auth/caller.ts';
import type { Database } from '../database.ts';
import { datasetDeps, datasetReader } from '../dataset/dataset-deps.ts';
import { datasetJobs } from '../dataset/dataset-jobs.ts';
import { datasetRows } from '../dataset/dataset-rows.ts';
import { sampleExample } from '../dataset/sample-example.ts';
import type { App } from '../http/app-env.ts';
import { newRoutes } from '../http/new-routes.ts';
import { keepArchive } from '../ingest/keep-archive.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { readTraining } from '../ingest/read-training.ts';
import type { SampleOptions, SampleSession } from '../ingest/sample-session.ts';
import { verifyArchive } from '../ingest/verify-archive.ts';
import { scanArchive } from '../screen/scan-archive.ts';
import { datasetRoutes } from '../routes/datasets.ts';
import { trainingRunRoutes } from '../routes/training-runs.ts';
import type { JobQueue } from '../job-queue.ts';
import { modelRows } from './model-rows.ts';
import { runRows } from './run-rows.ts';
import { trainingJobs } from './training-jobs.ts';

const POLL_MS = 30;

/** A participant with consent to these purposes. */
export async function addParticipant(database: Database, purposes: readonly string[]): Promise<string> {
  const id = newId(Date.now());
  const consent = JSON.stringify({ version: '2026-01-01', purposes });
  await database.insertInto('participants').values({ id, created_at: 0, consent, withdrawn_at: null }).execute();
  return id;
}

/** Stores a session with these examples, as it is stored when a device sends it. */
export async function addSession(
  { database, store, folder }: Pick<TrainingWorld, 'database' | 'store' | 'folder'>,
  { examples, ...facts }: SampleOptions & { participantId: string; examples: TrainingExample[] },
): Promise<string> {
  const change = (made: SampleSession): void => void (made.examples = examples);
  const made = makeArchive({ scenarioId: null, sessionId: newId(Date.now()), ...facts, change });
  const path = join(folder, made.sessionId);
  await writeFile(path, made.bytes);
  const archive = await verifyArchive(path);
  const scan = await scanArchive(path, { now: Date.now, untilMs: Infinity });
  const { participantId } = facts;
  const incoming = { path, bytes: made.bytes.length, sha256: made.sha256, participantId, archive, scan };
  await keepArchive({ database, store, now: Date.now, screenLater: () => Promise.resolve() }, incoming);
  return made.sessionId;
}

/** Examples of a session about one product: search for it, then open it. */
export function sessionExamples(product: string): TrainingExample[] {
  return [sampleExample({ product, act: 'search' }), sampleExample({ product, firstRef: 30 })];
}

function withProblems(app: App, scope: () => Scope): App {
  app.use(async (context, next) => {
    context.set('caller', { scope: scope(), participantId: null, actor: 'test0000' });
    await next();
  });
  app.onError((error, context) => {
    if (!(error instanceof KnownError)) throw error;
    return context.json({ error: { code: error.code, message: error.message } }, errors[error.code].status);
  });
  return app;
}

export type TrainingWorld = Awaited<ReturnType<typeof trainingWorld>>;

/** The part of a server that builds datasets and trains, on a database of its own and with the stand-in provider. */
export async function trainingWorld(database: Database, newQueue: () => JobQueue, standIn: StandInProvider) {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-training-'));
  const store = folderStore(join(folder, 'store'));
  const provider = openaiProvider({ name: 'stand-in', apiKey: standIn.apiKey, baseUrl: standIn.url });

  /** A server process: it has a queue of its own, whose jobs run until `stop`. */
  const boot = async () => {
    const queue = newQueue();
    const datasets = datasetJobs(
      queue,
      datasetDeps({ now: Date.now, database, store, readTraining, temporaryFolder: folder }),
    );
    const training = trainingJobs(queue, {
      runs: runRows(database),
      models: modelRows(database),
      provider,
      findDataset: datasetRows(database).find,
      openDataset: datasetReader(store),
      temporaryFolder: folder,
      pollMs: POLL_MS,
    });
    let scope: Scope = 'administrator';
    const app = withProblems(newRoutes(), () => scope);
    app.route('/', datasetRoutes({ database, store, jobs: datasets }));
    app.route(
      '/',
      trainingRunRoutes({
        database,
        datasetJobs: datasets,
        trainingJobs: training,
        provider: provider.name,
        baseModel: 'stand-in-base',
      }),
    );
    await queue.start();
    await datasets.resume();
    await training.resume();
    return {
      app,
      as: (next: Scope) => void (scope = next),
      stop: async () => await queue.stop(),
    };
  };
  return { database, store, folder, boot, close: async () => await rm(folder, { recursive: true }) };
}
