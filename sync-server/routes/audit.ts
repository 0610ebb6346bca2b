import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../shared/api/rows.ts';
import { epochMs } from '../../shared/identifiers.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newestFirst, pageQuery, readPage } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const row = z.object({
  id: z.int(),
  at: epochMs,
  actor: z.string(),
  act: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});

const list = createRoute({
  method: 'get',
  path: '/v1/admin/audit',
  summary: 'What was done by administrators and researchers, latest first',
  security: bearer,
  middleware: requireScope('administrator'),
  request: { query: pageQuery },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: pageOf(row) } } },
    ...problemResponses(400, 401, 403, 429),
  },
});

/** Reading the audit log; nothing can be changed in it. */
export function auditRoutes({ database }: { database: Database }): App {
  const routes = newRoutes();
  routes.openapi(list, async (context) => {
    const log = database.selectFrom('audit_log').selectAll();
    const page = await readPage(
      context.req.valid('query'),
      async (span) => await newestFirst(log, { at: 'at', id: 'id' }, span).execute(),
      (act) => ({ at: act.at, id: String(act.id) }),
    );
    return context.json(page, 200);
  });
  return routes;
}
