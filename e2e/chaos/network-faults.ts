import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { NetworkKind } from './fault-kinds.ts';
import { falseAnswers } from './false-answers.ts';
import { type Answer, Cut, type Message, passOn, pause, readAll, upTo } from './pass-on.ts';
import type { NetworkFault } from './plan-campaign.ts';
import type { RevivingServer } from './reviving-server.ts';
import type { SmallDisk } from './small-disk.ts';

export type Upload = { message: Message; body: Buffer };

export type FaultWorld = {
  server: RevivingServer;
  /** Undefined where nothing can be mounted: faults that need them are not planned then. */
  disks: { arriving: SmallDisk; kept: SmallDisk } | undefined;
  /** Keeps an upload that was accepted, so that it can be sent again later. */
  remember(upload: Upload): void;
  earlier(): Upload | undefined;
};

export type Exchange = { message: Message; request: IncomingMessage; response: ServerResponse; socket: Socket };

/** @returns whether the fault really happened. */
type Inflict = (exchange: Exchange, share: number, world: FaultWorld) => Promise<boolean>;

const SLOW_PIECE_BYTES = 2_048;
const SLOW_PIECE_MS = 40;
/** A server is at work on an archive for about so long after its last byte. */
const AT_WORK_MS = 250;

const reset = ({ socket }: Exchange): true => {
  socket.resetAndDestroy();
  return true;
};
const upstream = ({ server }: FaultWorld): string => {
  const url = server.url();
  if (url === undefined) throw new Error('The server is dead.');
  return url;
};
const giveBack = ({ response }: Exchange, { status, headers, body }: Answer): void =>
  void response.writeHead(status, headers).end(body);
const lengthOf = ({ message }: Exchange): number => Number(message.headers['content-length'] ?? 0);

/** Sends the first bytes, does `then`, and cuts both sides. */
async function cutAt(bytes: number, exchange: Exchange, url: string, then?: () => Promise<void>): Promise<boolean> {
  let over: Promise<void> | undefined;
  const end = (): Promise<void> => (over = then?.() ?? Promise.resolve());
  try {
    await passOn(url, exchange.message, upTo(exchange.request, bytes, end));
  } catch (error) {
    // A server that dies breaks the line before we do.
    if (!(error instanceof Cut) && over === undefined) throw error;
    await over;
  }
  return reset(exchange);
}

async function* slowly(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of body) {
    for (let at = 0; at < piece.length; at += SLOW_PIECE_BYTES) {
      yield piece.subarray(at, at + SLOW_PIECE_BYTES);
      await pause(SLOW_PIECE_MS);
    }
  }
}

/** With a disk that is full until the server has answered. It counts when the server could not store anything. */
async function whileFull(disk: SmallDisk | undefined, exchange: Exchange, world: FaultWorld): Promise<boolean> {
  if (disk === undefined) throw new Error('There is no disk to fill.');
  const url = upstream(world);
  await disk.fill();
  try {
    const answer = await passOn(url, exchange.message, exchange.request);
    giveBack(exchange, answer);
    return answer.status >= 500;
  } finally {
    await disk.free();
  }
}

const acts: Record<Exclude<NetworkKind, keyof typeof falseAnswers>, Inflict> = {
  'reset at once': async (exchange) => reset(exchange),
  'cut in the body': (exchange, share, world) =>
    cutAt(Math.floor(share * lengthOf(exchange)), exchange, upstream(world)),
  'cut before the answer': (exchange, _share, world) => cutAt(lengthOf(exchange), exchange, upstream(world)),
  'answer lost after the commit': async (exchange, _share, world) => {
    await passOn(upstream(world), exchange.message, exchange.request);
    return reset(exchange);
  },
  'cut in the answer': async (exchange, _share, world) => {
    const { status, headers, body } = await passOn(upstream(world), exchange.message, exchange.request);
    exchange.response.writeHead(status, headers).write(body.subarray(0, body.length / 2));
    await pause(20);
    return reset(exchange);
  },
  'bytes changed on the way': async (exchange, share, world) => {
    const body = await readAll(exchange.request);
    const at = Math.floor(share * body.length);
    body[at] = (body[at] ?? 0) ^ 1;
    giveBack(exchange, await passOn(upstream(world), exchange.message, [body]));
    return body.length > 0;
  },
  'no HTTP at all': async (exchange) => {
    exchange.socket.end('220 welcome to something else entirely\r\n');
    return true;
  },
  hang: async ({ socket }) => {
    await once(socket, 'close');
    return true;
  },
  'slow link': async (exchange, _share, world) => {
    giveBack(exchange, await passOn(upstream(world), exchange.message, slowly(exchange.request)));
    return true;
  },
  'request doubled': async (exchange, share, world) => {
    const body = await readAll(exchange.request);
    const url = upstream(world);
    const both = await Promise.all([
      passOn(url, exchange.message, [body]),
      pause(share * 60).then(() => passOn(url, exchange.message, [body])),
    ]);
    giveBack(exchange, share < 0.5 ? both[0] : both[1]);
    return true;
  },
  'earlier upload sent again': async (exchange, _share, world) => {
    const earlier = world.earlier();
    if (earlier !== undefined) await passOn(upstream(world), earlier.message, [earlier.body]);
    giveBack(exchange, await passOn(upstream(world), exchange.message, exchange.request));
    return earlier !== undefined;
  },
  'server killed in the body': (exchange, share, world) =>
    cutAt(Math.floor(share * lengthOf(exchange)), exchange, upstream(world), () => world.server.kill()),
  'server killed after the body': async (exchange, share, world) => {
    const body = await readAll(exchange.request);
    const over = passOn(upstream(world), exchange.message, [body]).then(
      () => undefined,
      () => undefined, // it broke, as it is meant to
    );
    await pause(share * AT_WORK_MS);
    await world.server.kill();
    await over;
    return reset(exchange);
  },
  'server stopped in order': async (exchange, share, world) => {
    const body = await readAll(exchange.request);
    const answer = passOn(upstream(world), exchange.message, [body]);
    answer.catch(() => undefined); // told below
    await pause(share * AT_WORK_MS);
    const stopped = world.server.stop();
    giveBack(exchange, await answer);
    await stopped;
    return true;
  },
  'clock of the server jumped': async (exchange, share, world) => {
    await world.server.kill(share < 0.5 ? -1 : 1);
    return reset(exchange);
  },
  'disk of the server full where archives arrive': (exchange, _share, world) =>
    whileFull(world.disks?.arriving, exchange, world),
  'disk of the server full where archives are kept': (exchange, _share, world) =>
    whileFull(world.disks?.kept, exchange, world),
};

/** Lets a request meet its fault. @returns whether it did. */
export async function inflict(exchange: Exchange, { kind, share }: NetworkFault, world: FaultWorld): Promise<boolean> {
  if (kind in falseAnswers) {
    const answer = falseAnswers[kind as keyof typeof falseAnswers];
    await readAll(exchange.request);
    const isAsked = exchange.message.method === 'HEAD';
    const { status, headers, body } = answer(exchange.message, share);
    exchange.response.writeHead(status, headers).end(isAsked ? undefined : body);
    return true;
  }
  return acts[kind as keyof typeof acts](exchange, share, world);
}
