import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { folderStore } from '../adapters/folder-store.ts';
import type { StoreKeys } from '../adapters/store-keys.ts';
import { brokenArchives } from '../ingest/broken-archives.ts';
import { makeArchive } from '../ingest/make-archive.ts';
import { verifyArchive } from '../ingest/verify-archive.ts';
import { type ArchiveReaders, archiveReaders, usualLimits } from './archive-readers.ts';

let folder: string;
let readers: ArchiveReaders;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-readers-'));
});
afterEach(() => readers.close());
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, crypto.randomUUID());
  await writeFile(path, bytes);
  return path;
}

const oneThread = { ...usualLimits(), threads: 1 };

test('a thread says of an archive what would be said here, and refuses with the same words', async () => {
  readers = archiveReaders(oneThread);
  const good = await fileOf(makeArchive().bytes);
  expect(await readers.verify(good)).toEqual(await verifyArchive(good));
  expect(await readers.scan(good, 60_000)).toEqual({ state: 'clear', findings: [] });
  for (const { bytes, code = 'ARCHIVE_INVALID', says } of brokenArchives().slice(0, 12)) {
    const answer = readers.verify(await fileOf(bytes));
    await expect(answer).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  }
  await expect(readers.verify(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('R7.6: archives are taken in before others are looked through, which wait but not for ever', async () => {
  readers = archiveReaders(oneThread);
  const good = await fileOf(makeArchive().bytes);
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const first = readers.verify(good).then(note('first'));
  const scan = readers.scan(good, 60_000).then(note('scan'));
  const rest = Array.from({ length: 20 }, () => readers.verify(good).then(note('verified')));
  await Promise.all([first, scan, ...rest]);
  expect(done.indexOf('scan')).toBe(17);
});

test('an archive on which a reader sticks is given up, and the next is read', async () => {
  readers = archiveReaders({ ...oneThread, longestMs: 1 });
  const good = await fileOf(makeArchive().bytes);
  await expect(readers.verify(good)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterS: 600 });
  await expect(readers.verify(good)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('closing answers what still waits', async () => {
  readers = archiveReaders(oneThread);
  const good = await fileOf(makeArchive().bytes);
  const answers = [readers.verify(good), readers.verify(good), readers.scan(good, 1_000)];
  const settled = Promise.allSettled(answers);
  await readers.close();
  expect((await settled).map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(readers.verify(good)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('a thread copies what is to be stored, sealed, and not what it should not be', async () => {
  readers = archiveReaders(oneThread);
  const { bytes, sha256 } = makeArchive();
  const from = await fileOf(bytes);
  const keys: StoreKeys = [randomBytes(32), randomBytes(32)];
  const store = folderStore(join(folder, 'store'), keys, { copy: readers.copy });
  await store.put('archives/one', from, { sha256, bytes: bytes.length });
  expect((await readFile(join(folder, 'store/archives/one'))).includes(Buffer.from(bytes.subarray(0, 64)))).toBe(false);
  expect(await buffer(await store.getStream('archives/one'))).toEqual(Buffer.from(bytes));
  const wrong = store.put('archives/two', from, { sha256: 'a'.repeat(64), bytes: bytes.length });
  await expect(wrong).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
  expect(await store.size('archives/two')).toBeUndefined();
});
