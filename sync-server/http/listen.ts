import { once } from 'node:events';
import type { Server } from 'node:http';
import { type Http2Bindings, type HttpBindings, serve } from '@hono/node-server';

/** A request on which nothing moves for so long is given up; who sends an archive goes on from what has arrived. */
const SILENCE_MS = 120_000;
/**
 * What has arrived whole may have to wait for its turn, and nothing moves meanwhile. Proxies are told to wait as long
 * (deploy/README.md).
 */
export const ANSWER_MS = 600_000;

export type ListenOptions = {
  host: string;
  port: number;
  /** Of requests that are under way when the server is told to stop. */
  uploadsFinishMs: number;
  silenceMs?: number;
  answerMs?: number;
};

export type Listening = {
  url: string;
  /** Takes nothing new, and resolves when what is under way is over. */
  stop(): Promise<void>;
};

type Bindings = HttpBindings | Http2Bindings;

/** Has `app` answer at a port. Throws the system's error when it is taken. */
export async function listen(
  app: { fetch(request: Request, env: Bindings): Response | Promise<Response> },
  { host, port, uploadsFinishMs, silenceMs = SILENCE_MS, answerMs = ANSWER_MS }: ListenOptions,
): Promise<Listening> {
  let stopping = false;
  const fetch = async (request: Request, env: Bindings) => {
    const { incoming } = env;
    // From its last byte on the sender is the one who waits; before, and while the answer goes out, it is we.
    const waitForUs = () => incoming.socket.setTimeout(answerMs);
    incoming.once('end', waitForUs);
    try {
      const answer = await app.fetch(request, env);
      // Else connections that are kept alive would hold the end up.
      if (stopping) answer.headers.set('connection', 'close');
      return answer;
    } finally {
      incoming.off('end', waitForUs);
      incoming.socket.setTimeout(silenceMs);
    }
  };
  // A slow line may take any time for an archive, as long as something moves.
  const serverOptions = { requestTimeout: 0, headersTimeout: 10_000 };
  const server = serve({ fetch, port, hostname: host, serverOptions }) as Server; // no TLS, no HTTP/2 was asked for
  server.setTimeout(silenceMs);
  await once(server, 'listening');
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    stop: async () => {
      stopping = true;
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const giveUp = setTimeout(() => server.closeAllConnections(), uploadsFinishMs);
      await closed;
      clearTimeout(giveUp);
    },
  };
}
