import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const health = z.object({
  status: z.literal('ok'),
  /** What is running, for reports of faults. */
  server: z.literal('codesight'),
  now: z.number(),
});

/** Whether the server can do its work: it answers only when the database does. */
export function healthRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  for (const path of ['/health', '/v1/health']) {
    const route = createRoute({
      method: 'get',
      path,
      summary: 'Is the server well?',
      responses: {
        200: { description: 'It is', content: { 'application/json': { schema: health } } },
        ...problemResponses(503),
      },
    });
    routes.openapi(route, async (context) => {
      try {
        await sql`select 1`.execute(database);
      } catch (cause) {
        throw new KnownError('UNAVAILABLE', 'The database does not answer.', { cause, retryAfterS: 10 });
      }
      return context.json({ status: 'ok', server: 'codesight', now: now() } as const, 200);
    });
  }
  return routes;
}
