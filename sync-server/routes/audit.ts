import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { pageOf } from '../../shared/api/rows.ts';
import { epochMs } from '../../shared/identifiers.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { decodeCursor, pageQuery, toPage } from '../http/cursor.ts';
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
    const { limit, cursor } = context.req.valid('query');
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await database
      .selectFrom('audit_log')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(at, id) < (${after?.at}::bigint, ${after?.id}::bigint)`),
      )
      .execute();
    const page = toPage(rows, limit, (act) => ({ at: act.at, id: String(act.id) }));
    return context.json(page, 200);
  });
  return routes;
}
