import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const amount = { archives: z.int(), bytes: z.int() };
const storage = z.object({
  total: z.object(amount),
  /** Latest month first, then largest site. A site is the one with most interactions of a session; '' is none. */
  items: z.array(z.object({ site: z.string(), month: z.string(), ...amount })),
});

const overview = z.object({
  total: z.object(amount),
  verdicts: z.object({ accepted: z.int(), review: z.int(), rejected: z.int() }),
  participants: z.int(),
  /** The last 30 days (UTC, by arrival) on which something arrived, oldest first. */
  days: z.array(z.object({ day: z.string(), accepted: z.int(), review: z.int(), rejected: z.int() })),
});

const middleware = requireScope('administrator', 'researcher');
const DAY_MS = 24 * 60 * 60 * 1000;

const storageRoute = createRoute({
  method: 'get',
  path: '/v1/admin/storage',
  summary: 'How much is stored, by site and month',
  security: bearer,
  middleware,
  responses: {
    200: { description: 'Sums', content: { 'application/json': { schema: storage } } },
    ...problemResponses(401, 403, 429),
  },
});

const overviewRoute = createRoute({
  method: 'get',
  path: '/v1/admin/overview',
  summary: 'The state of the collection at a glance',
  security: bearer,
  middleware,
  responses: {
    200: { description: 'Counts', content: { 'application/json': { schema: overview } } },
    ...problemResponses(401, 403, 429),
  },
});

/** Totals, from `daily_totals`: their cost does not grow with the number of sessions. */
export function totalsRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  routes.openapi(storageRoute, async (context) => {
    const items = await bySiteAndMonth(database);
    return context.json({ total: await total(database), items }, 200);
  });
  routes.openapi(overviewRoute, async (context) => {
    const { rows } = await sql<{ verdict: 'accepted' | 'review' | 'rejected'; archives: number }>`
      select verdict, sum(archives)::bigint as archives from daily_totals group by verdict
    `.execute(database);
    const verdicts = { accepted: 0, review: 0, rejected: 0 };
    for (const row of rows) verdicts[row.verdict] = row.archives;
    const { participants } = await database
      .selectFrom('participants')
      .select(({ fn }) => fn.countAll<number>().as('participants'))
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow();
    const days = await byDay(database, now() - 30 * DAY_MS);
    return context.json({ total: await total(database), verdicts, participants, days }, 200);
  });
  return routes;
}

async function total(database: Database): Promise<{ archives: number; bytes: number }> {
  const { rows } = await sql<{ archives: number; bytes: number }>`
    select coalesce(sum(archives), 0)::bigint as archives, coalesce(sum(bytes), 0)::bigint as bytes from daily_totals
  `.execute(database);
  return rows[0] ?? { archives: 0, bytes: 0 };
}

async function bySiteAndMonth(database: Database): Promise<z.infer<typeof storage>['items']> {
  const { rows } = await sql<{ site: string; month: string; archives: number; bytes: number }>`
    select site, to_char(day, 'YYYY-MM') as month, sum(archives)::bigint as archives, sum(bytes)::bigint as bytes
    from daily_totals group by 1, 2 having sum(archives) > 0 order by month desc, bytes desc, site
  `.execute(database);
  return rows;
}

async function byDay(database: Database, from: number): Promise<z.infer<typeof overview>['days']> {
  const { rows } = await sql<{ day: string; accepted: number; review: number; rejected: number }>`
    select
      to_char(day, 'YYYY-MM-DD') as day,
      coalesce(sum(archives) filter (where verdict = 'accepted'), 0)::bigint as accepted,
      coalesce(sum(archives) filter (where verdict = 'review'), 0)::bigint as review,
      coalesce(sum(archives) filter (where verdict = 'rejected'), 0)::bigint as rejected
    from daily_totals where day >= ${new Date(from).toISOString().slice(0, 10)}::date group by 1 order by 1
  `.execute(database);
  return rows;
}
