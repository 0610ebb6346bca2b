import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../shared/api/rows.ts';
import { type QuarantinedSession, quarantinedSession } from '../../shared/api/screening.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newestFirst, pageQuery, readPage, type Span } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const path = '/v1/admin/quarantine';
const middleware = requireScope('administrator');

const list = createRoute({
  method: 'get',
  path,
  summary: 'Sessions in which personal data was found, latest first',
  description: 'With kind and place of each finding; the values are nowhere but in the archive.',
  security: bearer,
  middleware,
  request: { query: pageQuery },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: pageOf(quarantinedSession) } } },
    ...problemResponses(400, 401, 403, 429),
  },
});

const release = createRoute({
  method: 'post',
  path: `${path}/{sessionId}/release`,
  summary: 'Let a session pass after looking at it',
  security: bearer,
  middleware,
  request: {
    params: z.object({ sessionId: uuid }),
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ reason: z.string().trim().min(3).max(300) }) },
      },
    },
  },
  responses: {
    204: { description: 'Researchers see it from now on, and datasets may take it' },
    ...problemResponses(400, 401, 403, 404, 429),
  },
});

/** What an administrator sees of sessions that personal data was found in, and may decide; erasing is in erasures.ts. */
export function quarantineRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  routes.openapi(list, async (context) => {
    const page = await readPage(
      context.req.valid('query'),
      async (span) => await findQuarantined(database, span),
      (row) => ({ at: row.startedAt, id: row.sessionId }),
    );
    return context.json(page, 200);
  });
  routes.openapi(release, async (context) => {
    const { sessionId } = context.req.valid('param');
    const { reason } = context.req.valid('json');
    const { actor } = context.get('caller');
    await database.transaction().execute(async (transaction) => {
      const released = await transaction
        .updateTable('sessions')
        .set({ screening: 'released' })
        .where('id', '=', sessionId)
        .where('screening', '=', 'quarantined')
        .returning('id')
        .executeTakeFirst();
      if (released === undefined) throw new KnownError('NOT_FOUND', 'There is no such session in quarantine.');
      const details = { reason };
      await recordAct(transaction, { at: now(), actor, act: 'release-session', subject: sessionId, details });
    });
    return context.body(null, 204);
  });
  return routes;
}

/** Sessions in quarantine, latest first: all, or those of one participant. */
export async function findQuarantined(
  database: Database,
  { participantId, ...span }: Span & { participantId?: string },
): Promise<QuarantinedSession[]> {
  const quarantined = database
    .selectFrom('sessions')
    .innerJoin('archives', 'archives.session_id', 'sessions.id')
    .select([
      'sessions.id as sessionId',
      'sessions.participant_id as participantId',
      'sessions.sites',
      'sessions.started_at as startedAt',
      'archives.received_at as receivedAt',
      'sessions.findings',
    ])
    .where('sessions.screening', '=', 'quarantined')
    .$if(participantId !== undefined, (query) => query.where('sessions.participant_id', '=', participantId ?? ''));
  return await newestFirst(quarantined, { at: 'sessions.started_at', id: 'sessions.id' }, span).execute();
}
