import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NetworkKind } from './fault-kinds.ts';
import { type Exchange, type FaultWorld, inflict } from './network-faults.ts';
import { type Message, passOn, readAll } from './pass-on.ts';
import type { NetworkFault } from './plan-campaign.ts';

export type ProxyDeps = FaultWorld & {
  /** Takes the next fault for such a request; undefined when it is to pass. */
  next(on: NetworkFault['on']): NetworkFault | undefined;
  happened(kind: NetworkKind): void;
};

export type FaultProxy = { url: string; close(): Promise<void> };

/** Stands between devices and server as the network does, and does to requests about archives what was planned. */
export async function startFaultProxy(deps: ProxyDeps): Promise<FaultProxy> {
  const proxy = createServer((request, response) => {
    // An answered request has none any more.
    const { socket } = request;
    // What breaks here breaks as in a network: the client sees its connection end.
    handle(deps, { request, response, socket }).catch(() => socket.destroy());
  });
  proxy.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo; // of a TCP server
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}

async function handle(deps: ProxyDeps, came: Omit<Exchange, 'message'>): Promise<void> {
  const { request, response, socket } = came;
  const message: Message = { method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers };
  const on = kindOf(message);
  const fault = on === undefined ? undefined : deps.next(on);
  if (fault !== undefined) {
    if (await inflict({ message, ...came }, fault, deps)) deps.happened(fault.kind);
    return;
  }
  const upstream = deps.server.url();
  if (upstream === undefined) {
    socket.resetAndDestroy();
    return;
  }
  const body = on === 'sending' ? [await readAll(request)] : request;
  const answer = await passOn(upstream, message, body);
  if (Array.isArray(body) && body[0] !== undefined && answer.status < 300) deps.remember({ message, body: body[0] });
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function kindOf({ method, path }: Message): NetworkFault['on'] | undefined {
  if (!path.startsWith('/v1/archives/')) return undefined;
  if (method === 'HEAD') return 'asking';
  return method === 'PUT' || method === 'PATCH' ? 'sending' : undefined;
}
