import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { once } from 'node:events';
import { KnownError } from '../../shared/errors.ts';
import { type ArchiveStore, isStoreKey, type StoredFile } from '../archive-store.ts';

/** Files still being written have this ending, which no key can have. */
const UNFINISHED = '.part~';

/** Keeps archives as files below `folder`, readable by this user alone. */
export function folderStore(folder: string): ArchiveStore {
  const pathOf = (key: string) => {
    if (!isStoreKey(key)) throw new Error(`not a key of a store: ${key}`);
    return join(folder, key);
  };
  return {
    put: async (key, file, facts) => {
      const path = pathOf(key);
      const partial = `${path}.${crypto.randomUUID()}${UNFINISHED}`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      try {
        await copyChecked(file, partial, facts);
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    getStream: async (key) => {
      const stream = createReadStream(pathOf(key));
      try {
        await once(stream, 'open');
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new KnownError('NOT_FOUND', 'There is no such file in the store.', { cause: error });
      }
      return stream;
    },
    size: async (key) => {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    list: (prefix) => listFolder(folder, prefix),
  };
}

async function copyChecked(from: string, to: string, { sha256, bytes }: StoredFile): Promise<void> {
  const hash = createHash('sha256');
  let copied = 0;
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(
    createReadStream(from),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        copied += chunk.length;
        yield chunk;
      }
    },
    target,
  );
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
  for (const key of keys.sort()) yield { key, bytes: (await stat(join(folder, key))).size };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
