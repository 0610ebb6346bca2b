import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { erasureCertificate, type ErasureSubject } from '../../shared/api/rights.ts';
import { pageOf } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { TokenBucket } from '../auth/token-bucket.ts';
import type { Database } from '../database.ts';
import type { App, AppEnv } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newestFirst, pageQuery, readPage } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import type { ErasureJobs } from '../rights/erasure-jobs.ts';
import { toCertificate } from '../rights/erasure-rows.ts';

const certificate = { 'application/json': { schema: erasureCertificate } };
const middleware = requireScope('administrator');

const getCertificate = createRoute({
  method: 'get',
  path: '/v1/erasures/{id}',
  summary: 'The certificate of an erasure',
  description: 'Needs no token, since after it there is none: its id is random, and it says nothing about anybody.',
  request: { params: z.object({ id: uuid }) },
  responses: {
    200: { description: 'What was erased, or is being erased', content: certificate },
    ...problemResponses(400, 404, 429),
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/admin/erasures',
  summary: 'Erasures, latest first',
  security: bearer,
  middleware,
  request: { query: pageQuery },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: pageOf(erasureCertificate) } } },
    ...problemResponses(400, 401, 403, 429),
  },
});

const eraseParticipant = createRoute({
  method: 'delete',
  path: '/v1/admin/participants/{id}',
  summary: 'Erase everything that is held about a participant',
  security: bearer,
  middleware,
  request: { params: z.object({ id: uuid }) },
  responses: {
    202: { description: 'It has begun', content: certificate },
    ...problemResponses(400, 401, 403, 404, 429),
  },
});

const eraseSession = createRoute({
  method: 'delete',
  path: '/v1/admin/sessions/{id}',
  summary: 'Erase a session',
  security: bearer,
  middleware,
  request: { params: z.object({ id: uuid }) },
  responses: {
    202: { description: 'It has begun', content: certificate },
    ...problemResponses(400, 401, 403, 404, 429),
  },
});

/** The one route about erasures that is open to everybody, up to a rate for each address. */
export function certificateRoutes(deps: {
  database: Database;
  attempts: TokenBucket;
  addressOf: (context: Context) => string;
}): App {
  const routes = newRoutes();
  routes.openapi(getCertificate, async (context) => {
    const row = await deps.database
      .selectFrom('erasures')
      .selectAll()
      .where('id', '=', context.req.valid('param').id)
      .executeTakeFirst();
    if (row === undefined) {
      deps.attempts.take(deps.addressOf(context));
      throw new KnownError('NOT_FOUND', 'There is no such erasure.');
    }
    return context.json(toCertificate(row), 200);
  });
  return routes;
}

/** Erasing for somebody else: administrators only. Participants erase themselves with DELETE /v1/me. */
export function erasureRoutes(deps: { database: Database; now: () => number; erasures: ErasureJobs }): App {
  const { database, now, erasures } = deps;
  const begin = async (context: Context<AppEnv>, subject: ErasureSubject, subjectId: string) => {
    const { actor } = context.get('caller');
    const order = { subject, subjectId, reason: 'administrator', now: now(), actor } as const;
    return toCertificate(await database.transaction().execute((transaction) => erasures.erase(transaction, order)));
  };
  const routes = newRoutes();
  routes.openapi(list, async (context) => {
    const begun = database.selectFrom('erasures').selectAll();
    const page = await readPage(
      context.req.valid('query'),
      async (span) => await newestFirst(begun, { at: 'asked_at', id: 'id' }, span).execute(),
      (row) => ({ at: row.asked_at, id: row.id }),
    );
    return context.json({ ...page, items: page.items.map(toCertificate) }, 200);
  });
  routes.openapi(eraseParticipant, async (context) =>
    context.json(await begin(context, 'participant', context.req.valid('param').id), 202),
  );
  routes.openapi(eraseSession, async (context) =>
    context.json(await begin(context, 'session', context.req.valid('param').id), 202),
  );
  return routes;
}
