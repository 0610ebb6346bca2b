import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { findDigest, receipt, uploadHeaders, reprDigest } from '../../shared/api/receipt.ts';
import { KnownError } from '../../shared/errors.ts';
import { uuid } from '../../shared/identifiers.ts';
import { recordAct } from '../audit/record-act.ts';
import { requireScope } from '../auth/require-scope.ts';
import type { App, AppEnv } from '../http/app-env.ts';
import { bearer } from '../http/bearer.ts';
import { newRoutes } from '../http/new-routes.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { screened, seesUnscreened } from './session-row.ts';
import { openArchive } from '../storage/open-archive.ts';
import { acceptArchive, type AcceptDeps, findProgress } from '../ingest/accept-archive.ts';

const path = '/v1/archives/{sessionId}';
const params = z.object({ sessionId: uuid });
const receiptContent = { 'application/json': { schema: receipt } };
const sized = z.object({
  [uploadHeaders.length]: z
    .string()
    .optional()
    .describe('Bytes of the whole archive; Content-Length where it is missing'),
  [uploadHeaders.digest]: z.string().describe('SHA-256 of the whole archive (RFC 9530): sha-256=:<base64>:'),
});
const uploadResponses = {
  200: { description: 'It had been stored before; the same receipt again', content: receiptContent },
  201: { description: 'It is stored for good', content: receiptContent },
  ...problemResponses(400, 401, 403, 409, 410, 411, 413, 422, 429, 503),
};
const uploadMiddleware = requireScope('participant');

const put = createRoute({
  method: 'put',
  path,
  summary: 'Send an archive',
  description: 'The session id is chosen by the device, so that sending twice stores once.',
  security: bearer,
  middleware: uploadMiddleware,
  request: {
    params,
    headers: sized,
    body: { required: true, content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } } },
  },
  responses: uploadResponses,
});

const patch = createRoute({
  method: 'patch',
  path,
  summary: 'Send the rest of an archive',
  security: bearer,
  middleware: uploadMiddleware,
  request: {
    params,
    headers: sized.extend({ [uploadHeaders.offset]: z.string().describe('Bytes that have arrived, by HEAD') }),
    body: {
      required: true,
      content: { [uploadHeaders.partialType]: { schema: z.string().meta({ format: 'binary' }) } },
    },
  },
  responses: uploadResponses,
});

const get = createRoute({
  method: 'get',
  path,
  summary: 'Download an archive',
  description: 'Participants get their own only.',
  security: bearer,
  request: { params },
  responses: {
    200: {
      description: 'The archive, byte for byte as it was sent',
      content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
    },
    ...problemResponses(400, 401, 404, 429, 503),
  },
});

/** Upload (shared/api/receipt.ts) and download of archives. */
export function archiveRoutes(deps: AcceptDeps): App {
  const routes = newRoutes();
  routes.openapi(put, async (context) => {
    const { sessionId } = context.req.valid('param');
    const answer = await acceptArchive(deps, { sessionId, from: 0, ...uploadOf(context) });
    return context.json(answer, answer.duplicate ? 200 : 201);
  });
  routes.openapi(patch, async (context) => {
    if (context.req.header('content-type') !== uploadHeaders.partialType) {
      throw new KnownError('INVALID_REQUEST', `Content-Type must be ${uploadHeaders.partialType}.`);
    }
    const from = wholeNumber(context.req.header(uploadHeaders.offset), uploadHeaders.offset);
    const { sessionId } = context.req.valid('param');
    const answer = await acceptArchive(deps, { sessionId, from, ...uploadOf(context) });
    return context.json(answer, answer.duplicate ? 200 : 201);
  });
  // Hono hands HEAD requests to the handler of GET.
  routes.openapi(get, (context) => {
    const { sessionId } = context.req.valid('param');
    return context.req.raw.method === 'HEAD' ? progress(deps, context, sessionId) : download(deps, context, sessionId);
  });
  documentHead(routes);
  return routes;
}

function documentHead(routes: App): void {
  const whole = { schema: { type: 'integer' as const } };
  routes.openAPIRegistry.registerPath({
    method: 'head',
    path,
    summary: 'How much of an archive has arrived',
    security: bearer,
    request: { params },
    responses: {
      204: {
        description: 'This much',
        headers: {
          'Upload-Offset': { description: 'Bytes that have arrived', ...whole },
          'Upload-Complete': { description: '?1 when it is stored, else ?0', schema: { type: 'string' as const } },
          'Repr-Digest': { description: 'SHA-256 of what is stored', schema: { type: 'string' as const } },
        },
      },
      401: { description: 'No valid token' },
      404: { description: 'Nothing has arrived' },
    },
  });
}

function uploadOf(context: Context<AppEnv>) {
  const { participantId } = context.get('caller');
  if (participantId === null) throw new KnownError('FORBIDDEN', 'Only participants send archives.');
  return { participantId, ...announced(context) };
}

/** What the headers say of an upload, and its body. Throws INVALID_REQUEST and LENGTH_REQUIRED. */
export function announced(context: Context<AppEnv>) {
  const length = context.req.header(uploadHeaders.length) ?? context.req.header('content-length');
  if (length === undefined) {
    throw new KnownError('LENGTH_REQUIRED', 'Say how long the archive is, in Upload-Length or Content-Length.');
  }
  const sha256 = findDigest(context.req.header(uploadHeaders.digest) ?? '');
  if (sha256 === undefined) {
    throw new KnownError(
      'INVALID_REQUEST',
      'Repr-Digest must hold the SHA-256 of the whole archive: sha-256=:<base64>:.',
    );
  }
  const total = wholeNumber(length, uploadHeaders.length);
  if (total === 0) throw new KnownError('INVALID_REQUEST', 'An archive cannot be empty.');
  return { total, sha256, body: context.req.raw.body ?? nothing() };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function wholeNumber(text: string | undefined, header: string): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) {
    throw new KnownError('INVALID_REQUEST', `${header} must be a whole number.`);
  }
  return Number(text);
}

async function progress(deps: AcceptDeps, context: Context<AppEnv>, sessionId: string): Promise<Response> {
  const { participantId } = context.get('caller');
  const found = participantId === null ? undefined : await findProgress(deps, { sessionId, participantId });
  if (found === undefined) throw new KnownError('NOT_FOUND', 'Nothing of this archive has arrived.');
  return context.body(null, 204, {
    [uploadHeaders.offset]: String(found.offset),
    [uploadHeaders.complete]: found.complete ? '?1' : '?0',
    ...(found.sha256 === null ? {} : { [uploadHeaders.digest]: reprDigest(found.sha256) }),
  });
}

async function download(deps: AcceptDeps, context: Context<AppEnv>, sessionId: string): Promise<Response> {
  const caller = context.get('caller');
  const { participantId, actor } = caller;
  const row = await deps.database
    .selectFrom('archives')
    .innerJoin('sessions', 'sessions.id', 'archives.session_id')
    .select(['archives.object_key', 'archives.sha256', 'archives.bytes'])
    .where('archives.session_id', '=', sessionId)
    .$if(participantId !== null, (query) => query.where('sessions.participant_id', '=', participantId))
    .$if(!seesUnscreened(caller), (query) => query.where('sessions.screening', 'in', screened))
    .executeTakeFirst();
  if (row === undefined) throw new KnownError('NOT_FOUND', 'There is no archive of such a session.');
  const stream = await openArchive(deps, row.object_key);
  if (participantId === null) {
    await recordAct(deps.database, { at: deps.now(), actor, act: 'read-archive', subject: sessionId });
  }
  // Node's type of web streams differs from the DOM's in name only.
  return context.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, 200, {
    'content-type': 'application/zip',
    'content-length': String(row.bytes),
    'content-disposition': `attachment; filename="${sessionId}.codesight.zip"`,
    'content-security-policy': "default-src 'none'; sandbox",
    [uploadHeaders.digest]: reprDigest(row.sha256),
  });
}
