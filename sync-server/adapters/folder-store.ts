import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { KnownError } from '../../shared/errors.ts';
import { type ArchiveStore, isStoreKey, type StoredFile } from '../archive-store.ts';
import { findKey, plainBytes, readHead, seal, unseal } from './seal-file.ts';
import type { StoreKeys } from './store-keys.ts';

/** Files still being written have this ending, which no key can have. */
const UNFINISHED = '.part~';
const READ_BYTES = 256 * 1024;

/**
 * Keeps archives as files below `folder`, readable by this user alone, and sealed when there are `keys` (R11.3). Files
 * from before there were keys are read as they are.
 */
export function folderStore(folder: string, keys?: StoreKeys): ArchiveStore {
  const pathOf = (key: string) => {
    if (!isStoreKey(key)) throw new Error(`not a key of a store: ${key}`);
    return join(folder, key);
  };
  return {
    put: async (key, file, facts) =>
      putFile(pathOf(key), (partial) => copyChecked(file, partial, { facts, key, keys })),
    getStream: async (key) => openContent(pathOf(key), { key, keys }),
    size: async (key) => {
      try {
        return await contentBytes(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    list: (prefix) => listFolder(folder, prefix),
  };
}

type Sealing = { key: string; keys: StoreKeys | undefined };

/** Lets `write` make the file beside its place, and moves it there when it is whole and on the disk. */
export async function putFile(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${crypto.randomUUID()}${UNFINISHED}`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await write(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function openContent(path: string, { key, keys }: Sealing): Promise<Readable> {
  const file = await openStored(path);
  try {
    const head = await readHead(file);
    if (head.plain) return file.createReadStream({ start: 0 });
    findKey(keys ?? [Buffer.alloc(0)], head.keyId);
    return Readable.from(closing(file, unseal(file, head, { name: key, keys: keys ?? [Buffer.alloc(0)] })), {
      objectMode: false,
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openStored(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new KnownError('NOT_FOUND', 'There is no such file in the store.', { cause: error });
  }
}

async function* closing(file: FileHandle, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } finally {
    await file.close();
  }
}

/** Bytes of what a file holds, sealed or not. */
async function contentBytes(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return (await readHead(file)).plain ? size : plainBytes(size);
  } finally {
    await file.close();
  }
}

async function copyChecked(
  from: string,
  to: string,
  { facts: { sha256, bytes }, key, keys }: Sealing & { facts: StoredFile },
): Promise<void> {
  const hash = createHash('sha256');
  let copied = 0;
  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      copied += chunk.length;
      yield chunk;
    }
  }
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  const content = counted(createReadStream(from, { highWaterMark: READ_BYTES }));
  await pipeline(keys === undefined ? content : seal(content, key, keys), target);
  await finished(target);
  if (copied !== bytes || hash.digest('hex') !== sha256) {
    throw new KnownError('DIGEST_MISMATCH', 'The file changed between its check and its storing. Send it again.');
  }
}

/** Until its folder is on the disk, a renamed file can be lost with the power. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function* listFolder(folder: string, prefix: string): AsyncIterable<{ key: string; bytes: number }> {
  const keys: string[] = [];
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith(UNFINISHED)) continue;
      const key = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (key.startsWith(prefix)) keys.push(key);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  for (const key of keys.sort()) yield { key, bytes: await contentBytes(join(folder, key)) };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
