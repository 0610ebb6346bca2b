import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from 'pino';
import type { AppEnv } from './app-env.ts';

/**
 * Gives each request an id and a log of its own, and writes one line when it has been answered. No header, query or
 * body is ever logged, so that neither tokens nor what people did can reach the log.
 */
export function logRequests(log: Logger): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const requestId = crypto.randomUUID();
    context.set('requestId', requestId);
    const sessionId = /^\/v1\/(?:archives|sessions)\/([0-9a-f-]{36})$/i.exec(context.req.path)?.[1];
    context.set('log', log.child({ requestId, ...(sessionId === undefined ? {} : { sessionId }) }));
    context.header('x-request-id', requestId);
    const began = performance.now();
    await next();
    context.get('log').info(
      {
        method: context.req.raw.method,
        route: routePath(context, -1),
        status: context.res.status,
        ms: Math.round(performance.now() - began),
        ...(context.get('failure') === undefined ? {} : { failure: context.get('failure') }),
      },
      'request',
    );
  };
}
