import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { epochMs, uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { issueToken } from '../auth/issue.ts';
import { tokenName } from '../auth/make-token.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newestFirst, pageQuery, readPage } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

/** 16 hexadecimal digits of the hash: enough to tell tokens apart, useless for anything else. */
const tokenId = z.string().regex(/^[0-9a-f]{16}$/, 'is not the id of a token');
const idOf = (hash: string) => hash.slice(0, 16);

const row = z.object({
  id: tokenId,
  /** As it stands in the audit log. */
  actor: z.string(),
  scope: z.enum(['participant', 'researcher', 'administrator']),
  participantId: uuid.nullable(),
  label: z.string(),
  createdAt: epochMs,
  expiresAt: epochMs.nullable(),
  revokedAt: epochMs.nullable(),
});
const order = z.strictObject({
  scope: z.enum(['researcher', 'administrator']),
  label: z.string().trim().min(1).max(100),
  expiresInDays: z.int().min(1).max(3_650).optional(),
});
const DAY_MS = 24 * 60 * 60 * 1000;

const path = '/v1/admin/tokens';
const middleware = requireScope('administrator');

const create = createRoute({
  method: 'post',
  path,
  summary: 'Make a token for a researcher or an administrator',
  description: 'Participants get theirs by enrolling.',
  security: bearer,
  middleware,
  request: { body: { required: true, content: { 'application/json': { schema: order } } } },
  responses: {
    201: {
      description: 'The token, shown this once',
      content: { 'application/json': { schema: row.extend({ token: z.string() }) } },
    },
    ...problemResponses(400, 401, 403, 429),
  },
});

const list = createRoute({
  method: 'get',
  path,
  summary: 'Tokens, latest first',
  security: bearer,
  middleware,
  request: { query: pageQuery.extend({ scope: row.shape.scope.optional() }) },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: pageOf(row) } } },
    ...problemResponses(400, 401, 403, 429),
  },
});

const revoke = createRoute({
  method: 'delete',
  path: `${path}/{tokenId}`,
  summary: 'Revoke a token at once',
  security: bearer,
  middleware,
  request: { params: z.object({ tokenId }) },
  responses: { 204: { description: 'Revoked' }, ...problemResponses(400, 401, 403, 404, 429) },
});

/** Making, listing and revoking tokens. */
export function tokenRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  routes.openapi(create, async (context) => {
    const { scope, label, expiresInDays } = context.req.valid('json');
    const at = now();
    const expiresAt = expiresInDays === undefined ? null : at + expiresInDays * DAY_MS;
    const { token, hash } = await database.transaction().execute(async (transaction) => {
      const made = await issueToken(transaction, { scope, participantId: null, label, now: at, expiresAt });
      const { actor } = context.get('caller');
      const details = { scope, label, expiresAt };
      await recordAct(transaction, { at, actor, act: 'create-token', subject: tokenName(made.hash), details });
      return made;
    });
    const made = { id: idOf(hash), actor: tokenName(hash), scope, participantId: null, label };
    return context.json({ token, ...made, createdAt: at, expiresAt, revokedAt: null }, 201);
  });
  routes.openapi(list, async (context) => {
    const { scope, ...span } = context.req.valid('query');
    const tokens = database
      .selectFrom('tokens')
      .selectAll()
      .$if(scope !== undefined, (query) => query.where('scope', '=', scope ?? 'participant'));
    const page = await readPage(
      span,
      async (part) => await newestFirst(tokens, { at: 'created_at', id: 'sha256' }, part).execute(),
      (token) => ({ at: token.created_at, id: token.sha256 }),
    );
    const items = page.items.map((token) => ({
      id: idOf(token.sha256),
      actor: tokenName(token.sha256),
      scope: token.scope,
      participantId: token.participant_id,
      label: token.label,
      createdAt: token.created_at,
      expiresAt: token.expires_at,
      revokedAt: token.revoked_at,
    }));
    return context.json({ ...page, items }, 200);
  });
  routes.openapi(revoke, async (context) => {
    const { tokenId: id } = context.req.valid('param');
    await database.transaction().execute(async (transaction) => {
      const revoked = await transaction
        .updateTable('tokens')
        .set({ revoked_at: now() })
        .where('sha256', '>=', id.padEnd(64, '0'))
        .where('sha256', '<=', id.padEnd(64, 'f'))
        .where('revoked_at', 'is', null)
        .returning('sha256')
        .executeTakeFirst();
      if (revoked === undefined) throw new KnownError('NOT_FOUND', 'There is no valid token with this id.');
      const { actor } = context.get('caller');
      await recordAct(transaction, { at: now(), actor, act: 'revoke-token', subject: tokenName(revoked.sha256) });
    });
    return context.body(null, 204);
  });
  return routes;
}
