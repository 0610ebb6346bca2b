import { createRoute, z } from '@hono/zod-openapi';
import type { Transaction } from 'kysely';
import { pageOf, trainingRunRequest, trainingRunRow, type TrainingRunRow } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database, Tables } from '../database.ts';
import type { DatasetJobs } from '../dataset/dataset-jobs.ts';
import { datasetFilter } from '../dataset/dataset-request.ts';
import { datasetRows } from '../dataset/dataset-rows.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { pageQuery, readPage } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { runRows } from '../train/run-rows.ts';
import type { TrainingJobs } from '../train/training-jobs.ts';

export type TrainingRunRouteDeps = {
  database: Database;
  datasetJobs: DatasetJobs;
  trainingJobs: TrainingJobs;
  /** The name of the provider that this server has a key for. */
  provider: string | undefined;
  /** The base model of runs that name none. */
  baseModel: string | undefined;
};

const forReaders = requireScope('researcher', 'administrator');
const forAdministrators = requireScope('administrator');
const common = { tags: ['training'], security: bearer };
const params = z.object({ id: uuid });
const runRequest = trainingRunRequest.extend({ filter: datasetFilter.optional() });
type RunRequest = z.infer<typeof runRequest>;
const oneRun = (description: string) => ({ description, content: { 'application/json': { schema: trainingRunRow } } });

const postRun = createRoute({
  ...common,
  method: 'post',
  path: '/v1/admin/training-runs',
  summary: 'Train a model: from a dataset, or from one that is built first',
  middleware: forAdministrators,
  request: { body: { content: { 'application/json': { schema: runRequest } }, required: true } },
  responses: { 202: oneRun('The run has begun'), ...problemResponses(400, 401, 403, 404, 422) },
});

const postCancel = createRoute({
  ...common,
  method: 'post',
  path: '/v1/admin/training-runs/{id}/cancel',
  summary: 'Stop a run, here and at the provider',
  middleware: forAdministrators,
  request: { params },
  responses: { 200: oneRun('The run is cancelled'), ...problemResponses(400, 401, 403, 404, 409) },
});

const getRuns = createRoute({
  ...common,
  method: 'get',
  path: '/v1/training-runs',
  summary: 'Training runs, newest first',
  middleware: forReaders,
  request: { query: pageQuery },
  responses: {
    200: { description: 'A page of runs', content: { 'application/json': { schema: pageOf(trainingRunRow) } } },
    ...problemResponses(400, 401, 403),
  },
});

const getRun = createRoute({
  ...common,
  method: 'get',
  path: '/v1/training-runs/{id}',
  summary: 'One training run',
  middleware: forReaders,
  request: { params },
  responses: { 200: oneRun('The run'), ...problemResponses(400, 401, 403, 404) },
});

/** The dataset named in the request, or the id of a new one that is built first. */
async function datasetFor(
  { datasetId, filter }: RunRequest,
  { transaction, jobs, at }: { transaction: Transaction<Tables>; jobs: DatasetJobs; at: number },
): Promise<string> {
  const rows = datasetRows(transaction);
  if (datasetId === undefined) {
    const created = await rows.create({ filter: filter ?? {}, splitBy: 'session' }, at);
    await jobs.build(created.id, transaction);
    return created.id;
  }
  if (filter !== undefined)
    throw new KnownError('INVALID_REQUEST', 'Name a dataset or a filter for a new one, not both.');
  const dataset = await rows.find(datasetId);
  if (dataset === undefined) throw new KnownError('NOT_FOUND', 'There is no dataset with this id.');
  if (dataset.state === 'stale') throw new KnownError('CONFLICT', `This dataset is stale. ${dataset.failure}`);
  if (dataset.state === 'failed') {
    throw new KnownError('DATASET_TOO_SMALL', dataset.failure ?? 'This dataset could not be built; build another one.');
  }
  return datasetId;
}

function requireProvider(deps: TrainingRunRouteDeps, request: RunRequest): { provider: string; baseModel: string } {
  if (deps.provider === undefined) {
    const message =
      'No training provider is set up. Give the server OPENAI_API_KEY, and OPENAI_BASE_URL for another provider than OpenAI; datasets can be built and downloaded without.';
    throw new KnownError('PROVIDER_NOT_CONFIGURED', message);
  }
  const baseModel = request.baseModel ?? deps.baseModel;
  if (baseModel === undefined) {
    const message =
      'Name the baseModel to train from, or set TRAINING_BASE_MODEL on the server; models are retired too often for a built-in one.';
    throw new KnownError('INVALID_REQUEST', message);
  }
  return { provider: deps.provider, baseModel };
}

async function startRun(deps: TrainingRunRouteDeps, request: RunRequest, actor: string): Promise<TrainingRunRow> {
  const { provider, baseModel } = requireProvider(deps, request);
  const at = Date.now();
  return await deps.database.transaction().execute(async (transaction) => {
    const datasetId = await datasetFor(request, { transaction, jobs: deps.datasetJobs, at });
    const run = await runRows(transaction).create(
      { datasetId, provider, baseModel, epochs: request.epochs ?? null },
      at,
    );
    const details = { datasetId, provider, baseModel };
    await recordAct(transaction, { at, actor, act: 'start-training-run', subject: run.id, details });
    await deps.trainingJobs.look(run.id, transaction);
    return run;
  });
}

async function cancelRun(deps: TrainingRunRouteDeps, id: string, actor: string): Promise<void> {
  await deps.database.transaction().execute(async (transaction) => {
    const rows = runRows(transaction);
    const run = await rows.findRun(id);
    if (run === undefined) throw new KnownError('NOT_FOUND', 'There is no training run with this id.');
    if (!(await rows.cancel(id))) throw new KnownError('CONFLICT', `This run has ended already: it is ${run.state}.`);
    await recordAct(transaction, { at: Date.now(), actor, act: 'cancel-training-run', subject: id });
    await deps.trainingJobs.look(id, transaction);
  });
}

/** Starting, listing and cancelling training runs. */
export function trainingRunRoutes(deps: TrainingRunRouteDeps): App {
  const rows = runRows(deps.database);
  const requireRun = async (id: string): Promise<TrainingRunRow> => {
    const row = await rows.find(id);
    if (row === undefined) throw new KnownError('NOT_FOUND', 'There is no training run with this id.');
    return row;
  };
  const routes = newRoutes();
  routes.openapi(postRun, async (context) =>
    context.json(await startRun(deps, context.req.valid('json'), context.get('caller').actor), 202),
  );
  routes.openapi(postCancel, async (context) => {
    const { id } = context.req.valid('param');
    await cancelRun(deps, id, context.get('caller').actor);
    return context.json(await requireRun(id), 200);
  });
  routes.openapi(getRuns, async (context) => {
    const page = await readPage(context.req.valid('query'), rows.list, (row) => ({ at: row.createdAt, id: row.id }));
    return context.json(page, 200);
  });
  routes.openapi(getRun, async (context) => context.json(await requireRun(context.req.valid('param').id), 200));
  return routes;
}
