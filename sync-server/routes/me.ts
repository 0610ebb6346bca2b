import { createRoute, z } from '@hono/zod-openapi';
import { KnownError } from '../../shared/errors.ts';
import { epochMs, uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const me = z.object({
  participantId: uuid,
  enrolledAt: epochMs,
  withdrawnAt: epochMs.nullable(),
  consentVersion: z.string(),
  sessions: z.object({ accepted: z.int(), review: z.int(), rejected: z.int() }),
  bytes: z.int(),
});

const middleware = requireScope('participant');

const get = createRoute({
  method: 'get',
  path: '/v1/me',
  summary: 'What is stored of the calling participant',
  security: bearer,
  middleware,
  responses: {
    200: { description: 'Counts', content: { 'application/json': { schema: me } } },
    ...problemResponses(401, 403, 429),
  },
});

const withdraw = createRoute({
  method: 'post',
  path: '/v1/me/withdrawal',
  summary: 'Withdraw consent',
  description: 'From now on nothing more is taken in from this participant: uploads are answered with ERASED.',
  security: bearer,
  middleware,
  responses: { 204: { description: 'Withdrawn' }, ...problemResponses(401, 403, 429) },
});

/** What participants can see and decide about themselves. */
export function meRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  routes.openapi(get, async (context) => context.json(await countOwn(database, ownId(context.get('caller'))), 200));
  routes.openapi(withdraw, async (context) => {
    const { actor, participantId } = context.get('caller');
    const id = ownId({ participantId });
    await database.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('participants')
        .set({ withdrawn_at: now() })
        .where('id', '=', id)
        .where('withdrawn_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (changed !== undefined) {
        await recordAct(transaction, { at: now(), actor, act: 'withdraw-consent', subject: id });
      }
    });
    return context.body(null, 204);
  });
  return routes;
}

function ownId({ participantId }: { participantId: string | null }): string {
  if (participantId === null) throw new KnownError('FORBIDDEN', 'Only participants have something of their own here.');
  return participantId;
}

async function countOwn(database: Database, participantId: string): Promise<z.infer<typeof me>> {
  const participant = await database
    .selectFrom('participants')
    .select(['created_at', 'withdrawn_at', 'consent'])
    .where('id', '=', participantId)
    .executeTakeFirstOrThrow();
  const counts = await database
    .selectFrom('sessions')
    .innerJoin('archives', 'archives.session_id', 'sessions.id')
    .select(({ fn }) => [
      'sessions.verdict',
      fn.countAll<number>().as('sessions'),
      fn.sum<string>('archives.bytes').as('bytes'), // numeric: a string on both engines
    ])
    .where('sessions.participant_id', '=', participantId)
    .groupBy('sessions.verdict')
    .execute();
  const sessions = { accepted: 0, review: 0, rejected: 0 };
  for (const row of counts) sessions[row.verdict] = row.sessions;
  return {
    participantId,
    enrolledAt: participant.created_at,
    withdrawnAt: participant.withdrawn_at,
    consentVersion: participant.consent.version,
    sessions,
    bytes: counts.reduce((sum, row) => sum + Number(row.bytes), 0),
  };
}
