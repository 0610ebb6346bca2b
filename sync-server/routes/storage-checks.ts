import { createRoute, z } from '@hono/zod-openapi';
import { storageCheck, storageFinding } from '../../shared/api/storage.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import type { CheckJobs } from '../storage/check-jobs.ts';
import { readLastCheck } from '../storage/check-store.ts';

const middleware = requireScope('administrator');
const path = '/v1/admin/storage/check';
const answer = z.object({
  /** Null when there was none yet. */
  last: storageCheck.nullable(),
  /** What the last one found; of each kind the first thousand at most. */
  findings: z.array(storageFinding),
});

const get = createRoute({
  method: 'get',
  path,
  summary: 'What the last comparison of the store with the database found',
  security: bearer,
  middleware,
  responses: {
    200: { description: 'It', content: { 'application/json': { schema: answer } } },
    ...problemResponses(401, 403, 429),
  },
});

const post = createRoute({
  method: 'post',
  path,
  summary: 'Compare the store with the database now',
  description: 'Repairs nothing but what killed processes were writing. It takes a while; ask for its result then.',
  security: bearer,
  middleware,
  responses: {
    202: {
      description: 'It was asked for',
      content: { 'application/json': { schema: z.object({ asked: z.literal(true) }) } },
    },
    ...problemResponses(401, 403, 429),
  },
});

export function storageCheckRoutes({ database, checks }: { database: Database; checks: Pick<CheckJobs, 'ask'> }): App {
  const routes = newRoutes();
  routes.openapi(get, async (context) => context.json(await readLastCheck(database), 200));
  routes.openapi(post, async (context) => {
    await checks.ask({ reason: 'administrator', actor: context.get('caller').actor });
    return context.json({ asked: true } as const, 202);
  });
  return routes;
}
