import type { Context, MiddlewareHandler } from 'hono';
import { KnownError } from '../../shared/errors.ts';
import type { Database } from '../database.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { Caller } from './caller.ts';
import { hashSecret, tokenName } from './make-token.ts';
import type { TokenBucket } from './token-bucket.ts';

export type AuthenticateDeps = {
  database: Database;
  now: () => number;
  /** Failed attempts by address. */
  failedAttempts: TokenBucket;
  /** Requests by token. */
  requests: TokenBucket;
  addressOf: (context: Context) => string;
};

/** Finds out by the bearer token who is calling. Throws UNAUTHENTICATED, and TOO_MANY_REQUESTS after many of those. */
export function authenticate({
  database,
  now,
  failedAttempts,
  requests,
  addressOf,
}: AuthenticateDeps): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const token = /^Bearer (\S{1,200})$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const caller = token === undefined ? undefined : await findCaller(database, token, now());
    if (caller === undefined) {
      failedAttempts.take(addressOf(context));
      if (token !== undefined) await refuseErased(database, token);
      throw new KnownError('UNAUTHENTICATED', refusal(token));
    }
    requests.take(caller.actor);
    context.set('caller', caller);
    context.set('log', context.get('log').child({ actor: caller.actor }));
    await next();
  };
}

/** Who was erased has no token any more; a device that was offline meanwhile is told why. */
async function refuseErased(database: Database, token: string): Promise<void> {
  const found = await database
    .selectFrom('tombstones')
    .select('sha256')
    .where('sha256', '=', hashSecret(token))
    .executeTakeFirst();
  if (found === undefined) return;
  throw new KnownError('ERASED', 'This participant was erased here, with everything that was stored.');
}

function refusal(token: string | undefined): string {
  return token === undefined
    ? 'Send a token: Authorization: Bearer cs_….'
    : 'This token is not known here, has run out or was revoked. Enrol again, or ask for a new one.';
}

/**
 * The index compares digests of what was sent with digests of random tokens: how long it takes tells of a digest that
 * nobody can steer, and nothing of a token. So there is no secret that would have to be compared in constant time.
 */
async function findCaller(database: Database, token: string, now: number): Promise<Caller | undefined> {
  const hash = hashSecret(token);
  const row = await database
    .selectFrom('tokens')
    .select(['scope', 'participant_id'])
    .where('sha256', '=', hash)
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst();
  return row && { scope: row.scope, participantId: row.participant_id, actor: tokenName(hash) };
}
