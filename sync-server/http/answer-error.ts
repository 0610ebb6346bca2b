import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { uploadHeaders } from '../../shared/api/receipt.ts';
import type { Problem } from '../../shared/api/problem.ts';
import { errors, KnownError } from '../../shared/errors.ts';
import type { AppEnv } from './app-env.ts';

/**
 * Turns whatever was thrown into the one problem body. A KnownError is told as it is; anything else is a fault of
 * ours, of which only the log learns more than that it happened.
 */
export function answerError(error: Error, context: Context<AppEnv>): Response {
  const known = asKnown(error);
  const log = context.get('log');
  if (known === undefined) log.error({ err: error }, 'a request failed for a reason that was not foreseen');
  else log.debug({ code: known.code, cause: known.cause }, known.message);
  const answer = known ?? new KnownError('INTERNAL', 'Something went wrong on the server. Try again later.');
  if (answer.retryAfterS !== undefined) context.header('retry-after', String(answer.retryAfterS));
  const offset = answer.details?.['offset'];
  if (offset !== undefined) context.header(uploadHeaders.offset, String(offset));
  context.set('failure', answer.code);
  const status: ContentfulStatusCode = errors[answer.code].status;
  return context.json(problemOf(answer, context.get('requestId')), status);
}

export function problemOf({ code, message, details }: KnownError, requestId: string): Problem {
  return { error: { code, message, ...(details === undefined ? {} : { details: { ...details } }), requestId } };
}

function asKnown(error: Error): KnownError | undefined {
  if (error instanceof KnownError) return error;
  // What Hono itself refuses: JSON that cannot be read, a wrong Content-Type.
  if (error instanceof HTTPException && error.status < 500) {
    return new KnownError('INVALID_REQUEST', error.message || 'The body cannot be read.', { cause: error });
  }
  return undefined;
}
