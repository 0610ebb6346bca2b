import type { MiddlewareHandler } from 'hono';
import { KnownError } from '../../shared/errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { Scope } from './caller.ts';

/**
 * Lets a request pass when its token has one of these scopes; `authenticate` must have run before it. Throws
 * UNAUTHENTICATED without a valid token and FORBIDDEN with one that is not enough.
 */
export function requireScope(...scopes: Scope[]): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const { scope } = context.get('caller');
    if (!scopes.includes(scope)) {
      throw new KnownError(
        'FORBIDDEN',
        `This needs a token with the scope ${scopes.join(' or ')}; this one has ${scope}.`,
      );
    }
    await next();
  };
}
