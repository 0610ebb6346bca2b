import { createRoute, z } from '@hono/zod-openapi';
import { KnownError } from '../../shared/errors.ts';
import { epochMs, uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { tokenName } from '../auth/make-token.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { changeIntake, readIntake } from '../intake/intake.ts';

const middleware = requireScope('administrator');
const common = { security: bearer, middleware };
const scope = z.enum(['participant', 'researcher', 'administrator']);
const reason = z.string().trim().min(3).max(300);
const intake = z.object({ state: z.enum(['open', 'frozen']), since: epochMs.nullable(), reason: z.string() });

const getIntake = createRoute({
  ...common,
  method: 'get',
  path: '/v1/admin/intake',
  summary: 'Whether archives are taken in',
  responses: {
    200: { description: 'It', content: { 'application/json': { schema: intake } } },
    ...problemResponses(401, 403, 429),
  },
});

const putIntake = createRoute({
  ...common,
  method: 'put',
  path: '/v1/admin/intake',
  summary: 'Freeze or open the intake of archives',
  description: 'While it is frozen, devices keep what they have and try again; nothing is lost.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ state: intake.shape.state, reason }) } },
    },
  },
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: intake } } },
    ...problemResponses(400, 401, 403, 429),
  },
});

const postRevocation = createRoute({
  ...common,
  method: 'post',
  path: '/v1/admin/tokens/revocation',
  summary: 'Revoke all tokens at once, or all of one scope',
  description: 'The token that asks for it stays valid; revoke it by itself when a new one has been made.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ scope: scope.optional(), reason }) } },
    },
  },
  responses: {
    200: {
      description: 'How many were revoked',
      content: { 'application/json': { schema: z.object({ revoked: z.int() }) } },
    },
    ...problemResponses(400, 401, 403, 429),
  },
});

const touched = z.object({
  token: z.object({
    actor: z.string(),
    scope,
    label: z.string(),
    createdAt: epochMs,
    revokedAt: epochMs.nullable(),
    participantId: uuid.nullable(),
  }),
  /** What is in the audit log under its name, latest first, up to a thousand. */
  acts: z.array(
    z.object({ at: epochMs, act: z.string(), subject: z.string(), details: z.record(z.string(), z.unknown()) }),
  ),
  /** The sessions of its participant, latest first, up to a thousand. */
  sessions: z.array(z.object({ sessionId: uuid, receivedAt: epochMs })),
});

const getTouched = createRoute({
  ...common,
  method: 'get',
  path: '/v1/admin/tokens/{actor}/touched',
  summary: 'What a token has read, sent and changed',
  request: { params: z.object({ actor: z.string().regex(/^[0-9a-f]{8}$/, 'is eight digits, as in the audit log') }) },
  responses: {
    200: { description: 'All of it', content: { 'application/json': { schema: touched } } },
    ...problemResponses(400, 401, 403, 404, 429),
  },
});

/** What is needed when something went wrong (docs/incidents.md). */
export function emergencyRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  routes.openapi(getIntake, async (context) => context.json(await readIntake(database), 200));
  routes.openapi(putIntake, async (context) => {
    const change = { ...context.req.valid('json'), since: now() };
    const { actor } = context.get('caller');
    const act = change.state === 'frozen' ? 'freeze-intake' : 'open-intake';
    await database.transaction().execute(async (transaction) => {
      await changeIntake(transaction, change);
      const details = { reason: change.reason };
      await recordAct(transaction, { at: change.since, actor, act, subject: 'intake', details });
    });
    return context.json(change, 200);
  });
  routes.openapi(postRevocation, async (context) => {
    const { actor } = context.get('caller');
    const given = context.req.valid('json');
    const revoked = await database.transaction().execute(async (transaction) => {
      const rows = await transaction
        .updateTable('tokens')
        .set({ revoked_at: now() })
        .where('revoked_at', 'is', null)
        .where((where) => where(where.fn<string>('left', ['sha256', where.lit(8)]), '!=', actor))
        .$if(given.scope !== undefined, (query) => query.where('scope', '=', given.scope ?? 'participant'))
        .returning('sha256')
        .execute();
      const details = { scope: given.scope ?? 'all', reason: given.reason, revoked: rows.length };
      await recordAct(transaction, { at: now(), actor, act: 'revoke-tokens', subject: 'tokens', details });
      return rows.length;
    });
    return context.json({ revoked }, 200);
  });
  routes.openapi(getTouched, async (context) => {
    const found = await findTouched(database, context.req.valid('param').actor);
    if (found === undefined) throw new KnownError('NOT_FOUND', 'There is no token of this name.');
    return context.json(found, 200);
  });
  return routes;
}

const MOST = 1_000;

async function findTouched(database: Database, actor: string): Promise<z.infer<typeof touched> | undefined> {
  const token = await database
    .selectFrom('tokens')
    .selectAll()
    .where('sha256', '>=', actor.padEnd(64, '0'))
    .where('sha256', '<=', actor.padEnd(64, 'f'))
    .executeTakeFirst();
  if (token === undefined) return undefined;
  const acts = await database
    .selectFrom('audit_log')
    .select(['at', 'act', 'subject', 'details'])
    .where('actor', '=', actor)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  const sessions =
    token.participant_id === null
      ? []
      : await database
          .selectFrom('sessions')
          .innerJoin('archives', 'archives.session_id', 'sessions.id')
          .select(['sessions.id as sessionId', 'archives.received_at as receivedAt'])
          .where('participant_id', '=', token.participant_id)
          .orderBy('started_at', 'desc')
          .limit(MOST)
          .execute();
  const { scope: its, label, created_at: createdAt, revoked_at: revokedAt, participant_id: participantId } = token;
  return {
    token: { actor: tokenName(token.sha256), scope: its, label, createdAt, revokedAt, participantId },
    acts,
    sessions,
  };
}
