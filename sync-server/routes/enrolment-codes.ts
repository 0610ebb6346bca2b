import { createRoute, z } from '@hono/zod-openapi';
import { pageOf } from '../../shared/api/rows.ts';
import { KnownError } from '../../shared/errors.ts';
import { epochMs, uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { issueEnrolmentCode } from '../auth/issue.ts';
import { tokenName } from '../auth/make-token.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newestFirst, pageQuery, readPage } from '../http/cursor.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';

const row = z.object({
  /** The first characters of its hash: codes themselves are shown once. */
  name: z.string(),
  label: z.string(),
  createdAt: epochMs,
  expiresAt: epochMs.nullable(),
  usesLeft: z.int(),
  /** Whom it gives back; null makes somebody new. */
  participantId: uuid.nullable(),
});
const order = z
  .strictObject({
    label: z.string().trim().min(1).max(100),
    uses: z.int().min(1).max(10_000).default(1),
    expiresInDays: z.int().min(1).max(365).default(30),
    /** For a participant who has lost access: whoever uses the code becomes this one, and may read what is theirs. */
    participantId: uuid.optional(),
  })
  .refine(({ uses, participantId }) => participantId === undefined || uses === 1, {
    path: ['uses'],
    message: 'must be 1 for a code that is made for one participant',
  });
const DAY_MS = 24 * 60 * 60 * 1000;

const path = '/v1/admin/enrolment-codes';
const middleware = requireScope('administrator');

const create = createRoute({
  method: 'post',
  path,
  summary: 'Make an invitation code',
  security: bearer,
  middleware,
  request: { body: { required: true, content: { 'application/json': { schema: order } } } },
  responses: {
    201: {
      description: 'The code, shown this once',
      content: { 'application/json': { schema: row.extend({ code: z.string() }) } },
    },
    ...problemResponses(400, 401, 403, 404, 429),
  },
});

const list = createRoute({
  method: 'get',
  path,
  summary: 'Invitation codes, latest first',
  security: bearer,
  middleware,
  request: { query: pageQuery },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: pageOf(row) } } },
    ...problemResponses(400, 401, 403, 429),
  },
});

/** Making and listing invitation codes. */
export function enrolmentCodeRoutes({ database, now }: { database: Database; now: () => number }): App {
  const routes = newRoutes();
  routes.openapi(create, async (context) => {
    const { label, uses, expiresInDays, participantId } = context.req.valid('json');
    if (participantId !== undefined) await requireParticipant(database, participantId);
    const at = now();
    const expiresAt = at + expiresInDays * DAY_MS;
    const { code, hash } = await database.transaction().execute(async (transaction) => {
      const made = await issueEnrolmentCode(transaction, { label, now: at, expiresAt, uses, participantId });
      await recordAct(transaction, {
        at,
        actor: context.get('caller').actor,
        act: 'create-enrolment-code',
        subject: tokenName(made.hash),
        details: { label, uses, expiresAt, ...(participantId === undefined ? {} : { participantId }) },
      });
      return made;
    });
    const made = { name: tokenName(hash), label, createdAt: at, expiresAt, usesLeft: uses };
    return context.json({ code, ...made, participantId: participantId ?? null }, 201);
  });
  routes.openapi(list, async (context) => {
    const codes = database.selectFrom('enrolment_codes').selectAll();
    const page = await readPage(
      context.req.valid('query'),
      async (span) => await newestFirst(codes, { at: 'created_at', id: 'sha256' }, span).execute(),
      (code) => ({ at: code.created_at, id: code.sha256 }),
    );
    const items = page.items.map((code) => ({
      name: tokenName(code.sha256),
      label: code.label,
      createdAt: code.created_at,
      expiresAt: code.expires_at,
      usesLeft: code.uses_left,
      participantId: code.participant_id,
    }));
    return context.json({ ...page, items }, 200);
  });
  return routes;
}

async function requireParticipant(database: Database, participantId: string): Promise<void> {
  const found = await database
    .selectFrom('participants')
    .select('id')
    .where('id', '=', participantId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw new KnownError('NOT_FOUND', 'There is no such participant, or they have withdrawn.');
}
