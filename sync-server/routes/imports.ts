import { createRoute, z } from '@hono/zod-openapi';
import { receipt, uploadHeaders } from '../../shared/api/receipt.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import { limits } from '../../shared/limits.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { Database } from '../database.ts';
import type { App } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { acceptArchive, type AcceptDeps } from '../ingest/accept-archive.ts';
import { drain } from '../ingest/drain.ts';
import { announced } from './archives.ts';

const receiptContent = { 'application/json': { schema: receipt } };

const put = createRoute({
  method: 'put',
  path: '/v1/admin/archives/{sessionId}',
  summary: 'Take in an archive that came as a file',
  description:
    'For a device that will not be online again. The archive goes through all that one goes through which a device ' +
    'sends; a device that sends it later all the same is given its receipt.',
  security: bearer,
  middleware: requireScope('administrator'),
  request: {
    params: z.object({ sessionId: uuid }),
    query: z.object({ participant: uuid.describe('Whose it is. One that names a participant is nobody else’s.') }),
    headers: z.object({
      [uploadHeaders.length]: z
        .string()
        .optional()
        .describe('Bytes of the archive; Content-Length where it is missing'),
      [uploadHeaders.digest]: z.string().describe('SHA-256 of the archive (RFC 9530): sha-256=:<base64>:'),
    }),
    body: { required: true, content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } } },
  },
  responses: {
    200: { description: 'It had been stored before; the same receipt again', content: receiptContent },
    201: { description: 'It is stored for good', content: receiptContent },
    ...problemResponses(400, 401, 403, 404, 409, 410, 411, 413, 422, 429, 503),
  },
});

/** Archives that an administrator brings in by hand. */
export function importRoutes(deps: AcceptDeps): App {
  const routes = newRoutes();
  routes.openapi(put, async (context) => {
    const { sessionId } = context.req.valid('param');
    const { participant: participantId } = context.req.valid('query');
    const upload = announced(context);
    try {
      await requireParticipant(deps.database, participantId);
      // Written down before anything is stored: nothing comes in by hand that the log does not know of.
      await recordAct(deps.database, {
        at: deps.now(),
        actor: context.get('caller').actor,
        act: 'import-archive',
        subject: sessionId,
        details: { participantId, sha256: upload.sha256, bytes: upload.total },
      });
      const answer = await acceptArchive(deps, { sessionId, participantId, from: 0, ...upload });
      return context.json(answer, answer.duplicate ? 200 : 201);
    } finally {
      // A refusal is only heard once everything was read.
      await drain(upload.body, limits.maxArchiveBytes);
    }
  });
  return routes;
}

async function requireParticipant(database: Database, participantId: string): Promise<void> {
  const found = await database
    .selectFrom('participants')
    .select('id')
    .where('id', '=', participantId)
    .executeTakeFirst();
  if (found !== undefined) return;
  throw new KnownError(
    'NOT_FOUND',
    `There is no participant ${participantId} here: the archive is of another study, or its participant was erased. Take it in at the server that they joined.`,
  );
}
