import { OpenAPIHono } from '@hono/zod-openapi';
import { KnownError } from '../../shared/errors.ts';
import type { App, AppEnv } from './app-env.ts';

/**
 * An empty set of routes for `createApp` to mount. A request that does not fit its schema is answered with
 * INVALID_REQUEST naming the first thing that is wrong, as every other failure is.
 */
export function newRoutes(): App {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      const where = issue === undefined || issue.path.length === 0 ? result.target : issue.path.join('.');
      throw new KnownError('INVALID_REQUEST', `${where}: ${issue?.message ?? 'is not as described in /openapi.json'}`);
    },
  });
}
