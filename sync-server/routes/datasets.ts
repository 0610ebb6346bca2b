import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { datasetRow, pageOf, type DatasetRow } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import type { ArchiveStore } from '../archive-store.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import { datasetKey } from '../dataset/dataset-files.ts';
import type { DatasetJobs } from '../dataset/dataset-jobs.ts';
import { datasetRequest } from '../dataset/dataset-request.ts';
import { datasetRows } from '../dataset/dataset-rows.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { pageQuery, readPage } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

export type DatasetRouteDeps = { database: Database; store: Pick<ArchiveStore, 'getStream'>; jobs: DatasetJobs };

const middleware = requireScope('researcher', 'administrator');
const common = { tags: ['datasets'], security: bearer, middleware };
const params = z.object({ id: uuid });

const postDataset = createRoute({
  ...common,
  method: 'post',
  path: '/v1/datasets',
  summary: 'Build a dataset from accepted sessions',
  request: { body: { content: { 'application/json': { schema: datasetRequest } }, required: true } },
  responses: {
    202: { description: 'It is being built', content: { 'application/json': { schema: datasetRow } } },
    ...problemResponses(400, 401, 403),
  },
});

const getDatasets = createRoute({
  ...common,
  method: 'get',
  path: '/v1/datasets',
  summary: 'Datasets, newest first',
  request: { query: pageQuery },
  responses: {
    200: { description: 'A page of datasets', content: { 'application/json': { schema: pageOf(datasetRow) } } },
    ...problemResponses(400, 401, 403),
  },
});

const getDataset = createRoute({
  ...common,
  method: 'get',
  path: '/v1/datasets/{id}',
  summary: 'One dataset',
  request: { params },
  responses: {
    200: { description: 'The dataset', content: { 'application/json': { schema: datasetRow } } },
    ...problemResponses(400, 401, 403, 404),
  },
});

const getDatasetFile = createRoute({
  ...common,
  method: 'get',
  path: '/v1/datasets/{id}/{file}',
  summary: 'The examples of one split, in the chat format with tools',
  request: { params: params.extend({ file: z.enum(['train.jsonl', 'validation.jsonl', 'test.jsonl']) }) },
  responses: {
    200: { description: 'One example in each line', content: { 'application/jsonl': { schema: z.string() } } },
    ...problemResponses(400, 401, 403, 404, 409),
  },
});

const splitOfFile = { 'train.jsonl': 'train', 'validation.jsonl': 'validation', 'test.jsonl': 'test' } as const;

/** Asking for datasets, listing them and downloading their files. */
export function datasetRoutes({ database, store, jobs }: DatasetRouteDeps): App {
  const rows = datasetRows(database);
  const requireDataset = async (id: string): Promise<DatasetRow> => {
    const row = await rows.find(id);
    if (row === undefined) throw new KnownError('NOT_FOUND', 'There is no dataset with this id.');
    return row;
  };
  const routes = newRoutes();

  routes.openapi(postDataset, async (context) => {
    const request = context.req.valid('json');
    const at = Date.now();
    const row = await database.transaction().execute(async (transaction) => {
      const created = await datasetRows(transaction).create(request, at);
      const { actor } = context.get('caller');
      await recordAct(transaction, { at, actor, act: 'build-dataset', subject: created.id, details: created.filter });
      await jobs.build(created.id, transaction);
      return created;
    });
    return context.json(row, 202);
  });

  routes.openapi(getDatasets, async (context) => {
    const page = await readPage(context.req.valid('query'), rows.list, (row) => ({ at: row.createdAt, id: row.id }));
    return context.json(page, 200);
  });

  routes.openapi(getDataset, async (context) => context.json(await requireDataset(context.req.valid('param').id), 200));

  routes.openapi(getDatasetFile, async (context) => {
    const { id, file } = context.req.valid('param');
    const { state } = await requireDataset(id);
    if (state !== 'ready') throw new KnownError('CONFLICT', `This dataset has no files: it is ${state}.`);
    const content = await store.getStream(datasetKey(id, splitOfFile[file]));
    const { actor } = context.get('caller');
    await recordAct(database, { at: Date.now(), actor, act: 'read-dataset', subject: id, details: { file } });
    const headers = {
      'content-type': 'application/jsonl',
      'content-disposition': `attachment; filename="${id}-${file}"`,
      'x-content-type-options': 'nosniff',
    };
    // The route's types know bodies of text only; this one is streamed.
    return context.body(Readable.toWeb(content) as ReadableStream<Uint8Array>, 200, headers) as never;
  });

  return routes;
}
