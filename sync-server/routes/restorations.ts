import { createRoute, z } from '@hono/zod-openapi';
import { restoration } from '../../shared/api/storage.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { bringSessionBack, type TierDeps } from '../storage/bring-back.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/admin/archives/{sessionId}/restoration',
  summary: 'Bring an archive back from cold storage',
  description: 'Reading it does so too. Harmless where it is there, or on its way.',
  security: bearer,
  middleware: requireScope('administrator', 'researcher'),
  request: { params: z.object({ sessionId: uuid }) },
  responses: {
    200: { description: 'It is there, or when it will be', content: { 'application/json': { schema: restoration } } },
    ...problemResponses(400, 401, 403, 404, 429, 503),
  },
});

export function restorationRoutes(deps: TierDeps): App {
  const routes = newRoutes();
  routes.openapi(route, async (context) => {
    const { sessionId } = context.req.valid('param');
    const { actor } = context.get('caller');
    const found = await bringSessionBack(deps, sessionId);
    if (found === undefined) throw new KnownError('NOT_FOUND', 'There is no archive of such a session.');
    await recordAct(deps.database, { at: deps.now(), actor, act: 'restore-archive', subject: sessionId });
    return context.json(found, 200);
  });
  return routes;
}
