import { createRoute, z } from '@hono/zod-openapi';
import { pageOf, sessionDetail, type SessionFilter, sessionFilter, sessionRow } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newestFirst, pageQuery, readPage, type Span } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { screened, seesUnscreened, selectSessions, toSessionDetail, toSessionRow } from './session-row.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/sessions',
  summary: 'Sessions, latest first',
  description: 'Participants see their own only; others see no session that personal data was found in.',
  security: bearer,
  // Strict: a filter with a slip of the pen would be answered with everything.
  request: { query: sessionFilter.extend(pageQuery.shape).strict() },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: pageOf(sessionRow) } } },
    ...problemResponses(400, 401, 429),
  },
});

const detail = createRoute({
  method: 'get',
  path: '/v1/sessions/{sessionId}',
  summary: 'A session with its outcome and the reasons for its quality',
  security: bearer,
  request: { params: z.object({ sessionId: uuid }) },
  responses: {
    200: { description: 'The session', content: { 'application/json': { schema: sessionDetail } } },
    ...problemResponses(400, 401, 404, 429),
  },
});

/** Reading sessions, from the database alone: no archive is opened for it. */
export function sessionRoutes({ database }: { database: Database }): App {
  const routes = newRoutes();
  routes.openapi(list, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const { participantId } = context.get('caller');
    const own = participantId === null ? filter : { ...filter, participantId };
    const page = await readPage(
      { limit, cursor },
      async (span) =>
        await listSessions(database, own, span)
          .$if(participantId === null, (query) => query.where('sessions.screening', 'in', screened))
          .execute(),
      (row) => ({ at: row.started_at, id: row.id }),
    );
    return context.json({ ...page, items: page.items.map(toSessionRow) }, 200);
  });
  routes.openapi(detail, async (context) => {
    const caller = context.get('caller');
    const { participantId } = caller;
    const row = await selectSessions(database)
      .select(['sessions.outcome as outcome', 'sessions.quality_report as qualityReport'])
      .where('sessions.id', '=', context.req.valid('param').sessionId)
      .$if(participantId !== null, (query) => query.where('sessions.participant_id', '=', participantId))
      .$if(!seesUnscreened(caller), (query) => query.where('sessions.screening', 'in', screened))
      .executeTakeFirst();
    if (row === undefined) throw new KnownError('NOT_FOUND', 'There is no such session.');
    return context.json(toSessionDetail(row), 200);
  });
  return routes;
}

/** The sessions that match, latest first. */
export function listSessions(database: Database, filter: SessionFilter, span: Span) {
  let query = newestFirst(selectSessions(database), { at: 'sessions.started_at', id: 'sessions.id' }, span);
  if (filter.site !== undefined) query = query.where('sessions.site', '=', filter.site);
  if (filter.participantId !== undefined) query = query.where('sessions.participant_id', '=', filter.participantId);
  if (filter.scenarioId !== undefined) query = query.where('sessions.scenario_id', '=', filter.scenarioId);
  if (filter.type !== undefined) query = query.where('sessions.type', '=', filter.type);
  if (filter.verdict !== undefined) query = query.where('sessions.verdict', '=', filter.verdict);
  if (filter.completed !== undefined) query = query.where('sessions.completed', '=', filter.completed);
  if (filter.minQuality !== undefined) query = query.where('sessions.quality', '>=', filter.minQuality);
  if (filter.startedFrom !== undefined) query = query.where('sessions.started_at', '>=', filter.startedFrom);
  if (filter.startedTo !== undefined) query = query.where('sessions.started_at', '<=', filter.startedTo);
  return query;
}
