import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import type { ArchiveStore } from '../archive-store.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { newRoutes } from '../http/new-routes.ts';
import type { WaitingLine } from '../ingest/waiting-line.ts';
import { problemResponses } from '../http/problem-responses.ts';

/** A part that has not answered by then is down for whoever waits for it. */
const ANSWER_MS = 3_000;
/** Whoever may ask for the health must not be able to make the bucket busy with it. */
const ASK_STORE_EVERY_MS = 10_000;
/** No archive has this name: asking for it touches the store and finds nothing. */
const NO_OBJECT = 'archives/health-check';

const health = z.object({
  status: z.literal('ok').describe('What is needed to take archives in is there; anything else is told with 503'),
  /** What is running, for reports of faults. */
  server: z.literal('codesight'),
  now: z.number(),
  load: z
    .number()
    .min(0)
    .describe('How much of the room for archives that wait is taken, from 0; at 1 senders are sent away'),
});

export type HealthDeps = {
  database: Database;
  store: Pick<ArchiveStore, 'size'>;
  now: () => number;
  line: Pick<WaitingLine, 'load'>;
  /** Whether this process has more to do than it can. */
  isSlow: () => boolean;
};

const life = z.object({ status: z.literal('alive') });

/**
 * Whether the server can do its work: only when the database and the store answer, and it is not overloaded itself.
 * `/health/live` asks nobody else: a process that a supervisor should end and start anew does not answer it, while one
 * whose database is away would only lose the uploads that are under way.
 */
export function healthRoutes(deps: HealthDeps): App {
  const { database, store, now, line, isSlow } = deps;
  let asked: { at: number; answer: Promise<unknown> } | undefined;
  const askStore = (): Promise<unknown> => {
    if (asked === undefined || now() - asked.at >= ASK_STORE_EVERY_MS) {
      asked = { at: now(), answer: store.size(NO_OBJECT) };
    }
    return asked.answer;
  };
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
      await within(sql`select 1`.execute(database), 'The database does not answer.');
      await within(askStore(), 'The store of archives does not answer.');
      if (isSlow()) throw unwell('The server has more to do than it can.');
      return context.json({ status: 'ok', server: 'codesight', now: now(), load: line.load() } as const, 200);
    });
  }
  const live = createRoute({
    method: 'get',
    path: '/health/live',
    summary: 'Does this process answer at all?',
    responses: {
      200: { description: 'It does', content: { 'application/json': { schema: life } } },
      ...problemResponses(500),
    },
  });
  routes.openapi(live, (context) => context.json({ status: 'alive' } as const, 200));
  return routes;
}

async function within(answer: Promise<unknown>, otherwise: string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(unwell(otherwise)), ANSWER_MS);
  try {
    await Promise.race([answer, late.promise]);
  } catch (cause) {
    throw unwell(otherwise, cause);
  } finally {
    clearTimeout(timer);
  }
}

function unwell(what: string, cause?: unknown): KnownError {
  return new KnownError('UNAVAILABLE', what, { cause, retryAfterS: 10 });
}
