import { createRoute, z } from '@hono/zod-openapi';
import { uuid } from '../../shared/identifiers.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { applyRetention, findExpired, retentionClasses, type RetentionDeps } from '../rights/retention.ts';

const middleware = requireScope('administrator');
const answer = z.object({
  items: z.array(z.object({ class: z.enum(retentionClasses), days: z.int(), sessionIds: z.array(uuid) })),
});
const content = { 'application/json': { schema: answer } };

const preview = createRoute({
  method: 'get',
  path: '/v1/admin/retention',
  summary: 'What the next nightly run would erase, by class',
  description: 'Changes nothing. A class without a limit is missing.',
  security: bearer,
  middleware,
  responses: { 200: { description: 'Sessions whose time is over', content }, ...problemResponses(401, 403, 429) },
});

const run = createRoute({
  method: 'post',
  path: '/v1/admin/retention',
  summary: 'Erase now what is over its time',
  security: bearer,
  middleware,
  responses: { 202: { description: 'These are being erased', content }, ...problemResponses(401, 403, 429) },
});

/** Retention by hand; every night it runs by itself. */
export function retentionRoutes(deps: RetentionDeps): App {
  const routes = newRoutes();
  routes.openapi(preview, async (context) =>
    context.json({ items: await findExpired(deps.database, deps.days, deps.now()) }, 200),
  );
  routes.openapi(run, async (context) => {
    const { actor } = context.get('caller');
    return context.json({ items: await applyRetention(deps, actor) }, 202);
  });
  return routes;
}
