import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Problem } from '../../shared/api/problem.ts';
import { sha256Of } from '../ingest/make-archive.ts';
import { fetchBackup } from './fetch-backup.ts';

const header = '{"backup":"codesight","version":1,"schema":"0001-initial","at":1}';
const rows = 'sessions {"id":1}\nsessions {"id":2}\narchives {"id":1}';
const whole = gzipSync(`${header}\n${rows}\n{"rows":{"sessions":2,"archives":1,"erasures":0}}\n`);

let folder: string;
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-fetch-'));
});
afterEach(async () => {
  server?.close();
  await rm(folder, { recursive: true });
});

async function fetchFrom(answer: RequestListener) {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP, so it has one
  return await fetchBackup(`http://127.0.0.1:${port}`, 'token')(join(folder, 'backup.gz'));
}

test('a backup that is whole is on this disk', async () => {
  const fetched = await fetchFrom((_, response) => void response.end(whole));
  expect(fetched).toEqual({ file: join(folder, 'backup.gz'), rows: 3, bytes: whole.length, sha256: sha256Of(whole) });
  expect(await readdir(folder)).toEqual(['backup.gz']);
});

const refusal: Problem = { error: { code: 'FORBIDDEN', message: 'This token does not allow that.', requestId: '7' } };

test.each<[name: string, answer: RequestListener, words: string]>([
  [
    'what the server refuses is told in its words',
    (_, response) => void response.writeHead(403).end(JSON.stringify(refusal)),
    'The server refuses (403): This token does not allow that.',
  ],
  [
    'a proxy that answers in the place of the server is told by its number',
    (_, response) => void response.writeHead(502).end('<html>Bad gateway</html>'),
    'The server answered 502.',
  ],
  [
    'one whose connection breaks is not kept',
    (_, response) => void response.write(whole.subarray(0, 50), () => response.destroy()),
    'The backup broke off on its way, and nothing of it was kept. Ask for it again.',
  ],
  [
    'one that ends too early is not kept',
    (_, response) => void response.end(whole.subarray(0, whole.length - 20)),
    'The file is not a whole backup: it is cut off or damaged.',
  ],
  [
    'one with a bit that has turned over is not kept',
    (_, response) => void response.end(whole.map((byte, at) => (at === 60 ? byte ^ 1 : byte))),
    'The file is not a whole backup',
  ],
  [
    'one that lacks rows is not kept',
    (_, response) => void response.end(gzipSync(`${header}\n${rows}\n{"rows":{"sessions":3,"archives":1}}\n`)),
    'The file is not a whole backup: rows are missing.',
  ],
  [
    'one that lacks its last line is not kept',
    (_, response) => void response.end(gzipSync(`${header}\n${rows}\n`)),
    'The file is not a whole backup: rows are missing.',
  ],
])('%s', async (_, answer, words) => {
  const fetching = fetchFrom(answer);
  await expect(fetching).rejects.toThrow(words);
  expect(await readdir(folder)).toEqual([]);
});
