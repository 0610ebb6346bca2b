import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A made-up site at a free port. */
export type Site = { url: string; port: number; close(): void };

/** Serves a site on this machine; at every address of it, other names for an origin of their own included, where `host` is null. */
export async function serveSite(answer: RequestListener, host: string | null = '127.0.0.1'): Promise<Site> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen({ port: 0, ...(host === null ? {} : { host }) }, resolve));
  const { port } = server.address() as AddressInfo; // of a TCP server
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
