import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromBuffer } from 'yauzl';
import { type ZipMember, zipStream } from './zip-stream.ts';

const members: ZipMember[] = [
  { path: 'about-me.json', content: [Buffer.from('{"name":'), Buffer.from('"ü"}')] },
  { path: 'sessions/empty.zip', content: [] },
  { path: 'sessions/large.zip', content: [Buffer.alloc(300_000, 7)] },
];

async function zipped(zip64From?: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zipStream(members, zip64From)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function read(bytes: Buffer): Promise<Map<string, Buffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Map<string, Buffer>>();
  const found = new Map<string, Buffer>();
  fromBuffer(bytes, { lazyEntries: true }, (failure, zip) => {
    if (zip === undefined) return reject(failure ?? new Error('no archive'));
    zip.on('error', reject);
    zip.on('end', () => resolve(found));
    zip.on('entry', (entry: { fileName: string }) => {
      zip.openReadStream(entry as never, (refusal, stream) => {
        if (stream === undefined) return reject(refusal ?? new Error('no entry'));
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('error', reject);
        stream.on('end', () => {
          found.set(entry.fileName, Buffer.concat(pieces));
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
  return promise;
}

test.each([undefined, 0, 100])('another reader finds every file as it was, with ZIP64 from %s', async (zip64From) => {
  const found = await read(await zipped(zip64From));
  expect([...found.keys()]).toEqual(members.map(({ path }) => path));
  expect(found.get('about-me.json')?.toString()).toBe('{"name":"ü"}');
  expect(found.get('sessions/large.zip')?.equals(Buffer.alloc(300_000, 7))).toBe(true);
});

test('unzip finds no fault in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-zip-'));
  const path = join(folder, 'export.zip');
  await writeFile(path, await zipped());
  expect(execFileSync('python3', ['-m', 'zipfile', '-t', path]).toString()).toContain('Done testing');
  await rm(folder, { recursive: true });
});
