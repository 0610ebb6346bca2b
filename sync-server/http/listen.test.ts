import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { listen, type Listening } from './listen.ts';

/** Four times as long as silence is borne here. */
const WORK_MS = 1_600;
const SILENCE_MS = 400;

let server: Listening | undefined;
afterEach(() => server?.stop());

/** Reads what is sent and answers after `workMs`, or with more than a connection takes that nobody reads (`/large`). */
async function open({ workMs = 0, answerMs = 60_000 }: { workMs?: number; answerMs?: number }): Promise<Socket> {
  const app = new Hono();
  app.put('/archive', async (context) => {
    const { byteLength } = await context.req.arrayBuffer();
    await new Promise((resolve) => setTimeout(resolve, workMs));
    return context.text(`${byteLength} bytes`);
  });
  app.put('/large', async (context) => {
    await context.req.arrayBuffer();
    return context.body('x'.repeat(64 * 1024 * 1024));
  });
  app.get('/breaks', (context) => {
    const pieces = ['the beginning', undefined];
    const content = new ReadableStream({
      pull: (controller) => {
        const piece = pieces.shift();
        if (piece === undefined) controller.error(new Error('no more'));
        else controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    return context.body(content);
  });
  // Hono would print that a body broke off.
  app.onError((error, context) => context.text(error.message, 500));
  server = await listen(app, { host: '127.0.0.1', port: 0, uploadsFinishMs: 10, silenceMs: SILENCE_MS, answerMs });
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

const head = (path: string, bytes: number) =>
  `PUT ${path} HTTP/1.1\r\nHost: here\r\nContent-Length: ${bytes}\r\nConnection: close\r\n\r\n`;

/** Everything that comes back until the other side closes, and after how long that was. */
async function hear(socket: Socket): Promise<{ text: string; ms: number }> {
  const began = performance.now();
  let text = '';
  socket.on('data', (piece: Buffer) => (text += piece.toString()));
  socket.resume();
  // A connection that is thrown away may end in an error; that it has ended is what counts.
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return { text, ms: performance.now() - began };
}

test('R8.7: what has arrived whole is answered, however long it had to wait for its turn', async () => {
  const socket = await open({ workMs: WORK_MS });
  socket.write(head('/archive', 5));
  socket.write('whole');
  const { text, ms } = await hear(socket);
  expect(text).toContain('200 OK');
  expect(text).toContain('5 bytes');
  expect(ms).toBeGreaterThan(2 * SILENCE_MS);
});

test('who waits for an answer that does not come is not kept for ever', async () => {
  const socket = await open({ workMs: 10 * WORK_MS, answerMs: 2 * SILENCE_MS });
  socket.write(`${head('/archive', 5)}whole`);
  const { text, ms } = await hear(socket);
  expect(text).toBe('');
  expect(ms).toBeLessThan(10 * WORK_MS);
});

test.each([
  ['R11.5: who says no more in the middle of an archive', `${head('/archive', 5)}ha`],
  [
    'R11.5: who says no more after an archive, in the next one',
    `${head('/archive', 5).replace('close', 'keep-alive')}whole${head('/archive', 5)}ha`,
  ],
])('%s is given up as soon as before', async (_, said) => {
  const socket = await open({});
  socket.write(said);
  const { ms } = await hear(socket);
  expect(ms).toBeGreaterThan(SILENCE_MS / 2);
  expect(ms).toBeLessThan(30_000);
});

test('R11.5: who has sent all and reads nothing of the answer is given up as soon as before', async () => {
  const socket = await open({});
  socket.pause();
  socket.write(`${head('/large', 5)}whole`);
  await new Promise((resolve) => setTimeout(resolve, 4 * SILENCE_MS));
  const { text } = await hear(socket);
  expect(text.length).toBeLessThan(64 * 1024 * 1024);
});

test('an answer that fails on its way does not end as if it were whole', async () => {
  await open({});
  const answer = await fetch(`${server?.url}/breaks`);
  await expect(answer.text()).rejects.toThrow('terminated');
});
