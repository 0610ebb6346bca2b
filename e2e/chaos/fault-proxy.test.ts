import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { NetworkKind } from './fault-kinds.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { Upload } from './network-faults.ts';
import { readAll } from './pass-on.ts';
import type { NetworkFault } from './plan-campaign.ts';

const clearUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of clearUp.splice(0).reverse()) await step();
});

const BODY = 'an archive of some length';
const PATH = '/v1/archives/one';

/** A server that writes down the bodies that reach it, and what stands before it. */
async function standing(faults: NetworkFault[]) {
  const arrived: string[] = [];
  const happened: NetworkKind[] = [];
  let [lives, earlier]: [number, Upload | undefined] = [1, undefined];
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const body = await readAll(request);
      arrived.push(body.toString());
      response.writeHead(201, { 'content-type': 'application/json' }).end(`{"bytes":${body.length}}`);
    };
    take().catch(() => arrived.push('broken off'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a TCP server
  clearUp.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  const die = async (): Promise<void> => void lives++;
  const proxy = await startFaultProxy({
    server: { url: () => `http://127.0.0.1:${port}`, kill: die, stop: die, ready: async () => undefined },
    disks: undefined,
    next: (on) => (faults[0]?.on === on ? faults.shift() : undefined),
    happened: (kind) => void happened.push(kind),
    remember: (upload) => void (earlier = upload),
    earlier: () => earlier,
  });
  clearUp.push(() => proxy.close());
  const put = async (): Promise<[number, string] | 'broken'> => {
    try {
      const answer = await fetch(`${proxy.url}${PATH}`, { method: 'PUT', body: BODY, redirect: 'manual' });
      return [answer.status, await answer.text()];
    } catch {
      return 'broken';
    }
  };
  return { put, url: proxy.url, arrived, happened, lives: () => lives };
}

const sending = (kind: NetworkKind, share = 0.5): NetworkFault => ({ kind, on: 'sending', share });

test('without faults everything passes', async () => {
  const { put, arrived } = await standing([]);
  expect(await put()).toEqual([201, '{"bytes":25}']);
  expect(arrived).toEqual([BODY]);
});

test('a fault is met by one request of its kind, and by no other', async () => {
  const { put, url, happened } = await standing([sending('status 503')]);
  expect((await fetch(`${url}${PATH}`, { method: 'HEAD' })).status).toBe(201);
  expect((await fetch(`${url}/health`)).status).toBe(201);
  expect(happened).toEqual([]);
  expect(await put()).toEqual([503, expect.stringContaining('503')]);
  expect(await put()).toEqual([201, '{"bytes":25}']);
  expect(happened).toEqual(['status 503']);
});

test('a line that is cut in the body lets some of it through, and nobody hears an answer', async () => {
  const { put, arrived, happened } = await standing([sending('cut in the body')]);
  expect(await put()).toBe('broken');
  await expect.poll(() => arrived).toEqual(['broken off']);
  expect(happened).toEqual(['cut in the body']);
});

test('an answer that is lost after the commit was given', async () => {
  const { put, arrived } = await standing([sending('answer lost after the commit')]);
  expect(await put()).toBe('broken');
  expect(arrived).toEqual([BODY]);
});

test('a request that is doubled arrives twice and is answered once', async () => {
  const { put, arrived } = await standing([sending('request doubled')]);
  expect(await put()).toEqual([201, '{"bytes":25}']);
  expect(arrived).toEqual([BODY, BODY]);
});

test('an earlier upload is sent again only when there was one', async () => {
  const again = sending('earlier upload sent again');
  const { put, arrived, happened } = await standing([again, again]);
  await put();
  expect(happened).toEqual([]);
  expect(arrived).toEqual([BODY]);
});

test('bytes that change on the way are others at the server', async () => {
  const { put, arrived } = await standing([sending('bytes changed on the way')]);
  await put();
  expect(arrived[0]).toHaveLength(BODY.length);
  expect(arrived[0]).not.toBe(BODY);
});

test('a server that is killed in the body is killed before anybody is answered', async () => {
  const { put, lives } = await standing([
    sending('server killed in the body'),
    sending('server killed after the body'),
  ]);
  expect([await put(), lives()]).toEqual(['broken', 2]);
  expect([await put(), lives()]).toEqual(['broken', 3]);
});

test('what is no HTTP at all, and a redirect, are what they say', async () => {
  const { put } = await standing([sending('no HTTP at all'), sending('redirect to another host')]);
  expect(await put()).toBe('broken');
  expect(await put()).toEqual([302, expect.any(String)]);
});
