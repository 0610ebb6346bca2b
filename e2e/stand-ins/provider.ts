import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { chatRoutes } from './provider-chat.ts';
import { fileRoutes } from './provider-files.ts';
import { jobRoutes } from './provider-jobs.ts';
import { apiError, type Fault, type ProviderState } from './provider-state.ts';

export type SeenRequest = { method: string; path: string; status: number };

export type StandInProvider = {
  /** The base URL to give to a client in place of OpenAI's. */
  url: string;
  apiKey: string;
  /** Every request so far, oldest first. */
  requests(): readonly SeenRequest[];
  /** The fault happens to the next request that it applies to, or to all of them with `always`. */
  simulate(fault: Fault, times?: 'once' | 'always'): void;
  /** What lies there now; a test can see that nothing was left behind. */
  state: ProviderState;
  close(): Promise<void>;
};

/**
 * A STAND-IN for an OpenAI-compatible provider, for tests and demonstrations on a machine without one. It speaks the
 * API for files, fine-tuning jobs, models and chat completions, validates what it is sent in the manner of OpenAI, and
 * answers with a look-up in the uploaded examples. No neural network is trained here, and no figure that comes out of it
 * says anything about a real model.
 */
export async function startProvider({ port = 0, trainingMs = 2_000 } = {}): Promise<StandInProvider> {
  const apiKey = `stand-in-${randomBytes(12).toString('hex')}`;
  const state: ProviderState = { trainingMs, files: new Map(), jobs: new Map(), models: new Map(), faults: [] };
  const seen: SeenRequest[] = [];

  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    seen.push({ method: context.req.method, path: context.req.path, status: context.res.status });
  });
  app.use(async (context, next) => {
    if (context.req.header('authorization') === `Bearer ${apiKey}`) return await next();
    return apiError(context, 401, { code: 'invalid_api_key', message: 'Incorrect API key provided.' });
  });
  app.route('/v1', fileRoutes(state));
  app.route('/v1', jobRoutes(state));
  app.route('/v1', chatRoutes(state));
  app.notFound((context) => apiError(context, 404, { code: 'unknown_url', message: 'This stand-in has no such URL.' }));

  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    apiKey,
    requests: () => seen,
    simulate: (fault, times = 'once') => void state.faults.push({ fault, times }),
    state,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
