import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Caller } from '../auth/caller.ts';

/** What every request carries: set by `createApp` and, behind `requireScope`, by the token. */
export type AppEnv = { Variables: { requestId: string; log: Logger; caller: Caller; failure: ErrorCode | undefined } };

export type App = OpenAPIHono<AppEnv>;
