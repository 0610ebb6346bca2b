import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rrwebScript } from './rrweb-script.ts';
import { shopPage } from './shop-page.ts';

export type PageServer = { url(nodes: number, recorder: 'rrweb' | undefined): string; close(): void };

/** Serves the generated pages, with rrweb's recorder in them where it is asked for, as sites embed it. */
export async function servePages(): Promise<PageServer> {
  const script = await rrwebScript();
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (pathname === '/rrweb.js') {
      response.setHeader('content-type', 'text/javascript').end(script);
      return;
    }
    const nodes = Number(/^\/lamps-(\d+)$/.exec(pathname)?.[1] ?? Number.NaN);
    if (Number.isNaN(nodes)) {
      response.writeHead(404).end();
      return;
    }
    const recorder = searchParams.get('with') === 'rrweb' ? '/rrweb.js' : undefined;
    response.setHeader('content-type', 'text/html; charset=utf-8').end(shopPage(nodes, recorder));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP, so it has one
  return {
    url: (nodes, recorder) => `http://127.0.0.1:${port}/lamps-${nodes}${recorder === undefined ? '' : '?with=rrweb'}`,
    close: () => void server.close(),
  };
}
