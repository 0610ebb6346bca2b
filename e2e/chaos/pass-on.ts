import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** A request as it came, with its body still to be read or read already. */
export type Message = { method: string; path: string; headers: IncomingHttpHeaders };
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Each request has a connection of its own, so that breaking one breaks no other. */
const agent = new Agent({ keepAlive: false });

/** Sends a message to the server, with the body as it comes. @throws Error when the connection or the body breaks. */
export function passOn(url: string, message: Message, body: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, path, headers } = message;
    const sending = request(`${url}${path}`, { method, headers, agent });
    sending.on('error', reject);
    sending.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    write(sending, body).catch((error: unknown) => {
      sending.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

async function write(
  sending: ReturnType<typeof request>,
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<void> {
  for await (const piece of body) {
    if (sending.destroyed) return;
    if (!sending.write(piece)) await Promise.race([once(sending, 'drain'), once(sending, 'close')]);
  }
  sending.end();
}

/** The line went dead in the middle, by intention. */
export class Cut extends Error {
  override readonly name = 'Cut';
}

/** The first `bytes` of a body; then, when they had time to leave, `then` is done and the line is cut. */
export async function* upTo(
  body: AsyncIterable<Buffer>,
  bytes: number,
  then: () => Promise<void> = async () => undefined,
): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const piece of body) {
    if (piece.length > left) {
      if (left > 0) yield piece.subarray(0, left);
      break;
    }
    yield piece;
    left -= piece.length;
  }
  await pause(25);
  await then();
  throw new Cut('The line was cut.');
}

export async function readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
