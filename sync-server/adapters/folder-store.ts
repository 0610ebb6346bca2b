import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { KnownError } from '../../shared/errors.ts';
import { type ArchiveStore, BrokenFile, isStoreKey, type StoreTiers } from '../archive-store.ts';
import { copyChecked } from './copy-checked.ts';
import { isMissing, isThere, keysIn, moveFile, putFile, removeUnfinished } from './folder-files.ts';
import { findKey, plainBytes, readHead, unseal } from './seal-file.ts';
import { type KeySource, StoreKeyError, type StoreKeys } from './store-keys.ts';

export type FolderOptions = {
  /** Where what is no longer read goes to, on a cheaper disk for example. */
  coldFolder?: string | undefined;
  /** copyChecked, where it takes nobody else's time. */
  copy?: typeof copyChecked;
};

/**
 * Keeps archives as files below `folder`, readable by this user alone, and sealed when there are `keys` (R11.3); then a
 * file that is not sealed is refused.
 */
export function folderStore(folder: string, keys?: StoreKeys | KeySource, options: FolderOptions = {}): ArchiveStore {
  const { coldFolder, copy = copyChecked } = options;
  const folders = coldFolder === undefined ? [folder] : [folder, coldFolder];
  const keysNow = async () => (typeof keys === 'function' ? await keys() : keys);
  const opening = { keysNow, plainIsFine: keys === undefined };
  return {
    put: async (key, file, facts) =>
      putSealed(pathIn(folder, key), keysNow, (partial, keysThen) =>
        copy(file, partial, { facts, key, keys: keysThen }),
      ),
    getStream: async (key) => {
      try {
        return await openContent(await openStored(folders, key), { key, ...opening });
      } catch (error) {
        if (!(error instanceof StoreKeyError)) throw error;
        // It was sealed anew, and the older key taken away, between opening the file and looking for its key.
        return await openContent(await openStored(folders, key), { key, ...opening });
      }
    },
    size: async (key) => {
      const file = await openFirst(folders, key);
      return file === undefined ? undefined : await contentBytes(file, { key, ...opening });
    },
    delete: async (key) => {
      for (const one of folders) await rm(pathIn(one, key), { force: true });
    },
    list: (prefix) => listFolders(folders, prefix),
    removeLeftovers: async (before) => {
      let removed = 0;
      for (const one of folders) removed += await removeUnfinished(one, before);
      return removed;
    },
    tiers: coldFolder === undefined ? undefined : folderTiers(folder, coldFolder),
  };
}

/** Cold files are as they were, sealed under the same name. Those that a killed process left in both places count as hot. */
function folderTiers(hot: string, cold: string): StoreTiers {
  const move = async (key: string, from: string, to: string) => {
    if (await isThere(pathIn(from, key))) await moveFile(pathIn(from, key), pathIn(to, key));
    else if (!(await isThere(pathIn(to, key)))) throw notThere();
  };
  return {
    cool: (key) => move(key, hot, cold),
    warm: async (key) => {
      await move(key, cold, hot);
      return 0;
    },
  };
}

function pathIn(folder: string, key: string): string {
  if (!isStoreKey(key)) throw new Error(`not a key of a store: ${key}`);
  return join(folder, key);
}

const notThere = (cause?: unknown) => new KnownError('NOT_FOUND', 'There is no such file in the store.', { cause });

type KeysNow = () => Promise<StoreKeys | undefined>;
/** What opens a file: its key, the store's keys, and whether one that is not sealed is fine. */
type Opening = { key: string; keysNow: KeysNow; plainIsFine: boolean };

async function openContent(file: FileHandle, { key, keysNow, plainIsFine }: Opening): Promise<Readable> {
  try {
    const head = await readHead(file);
    if (head.plain) {
      if (!plainIsFine) throw notSealed(key);
      return file.createReadStream({ start: 0 });
    }
    const known = (await keysNow()) ?? [Buffer.alloc(0)];
    findKey(known, head.keyId);
    return Readable.from(closing(file, unseal(file, head, { name: key, keys: known })), { objectMode: false });
  } catch (error) {
    await file.close();
    throw error;
  }
}

function notSealed(key: string): BrokenFile {
  return new BrokenFile(
    `${key} is not sealed, though there is a key: it was put there from elsewhere, or is from before there was one. ` +
      '`npm run storage -- seal` seals what the database knows by its digest, and names the rest.',
  );
}

async function openStored(folders: string[], key: string): Promise<FileHandle> {
  const file = await openFirst(folders, key);
  if (file === undefined) throw notThere();
  return file;
}

/** The file in the first folder that has it. It may be moved meanwhile: then it is in the one before. */
async function openFirst(folders: string[], key: string): Promise<FileHandle | undefined> {
  for (const folder of folders.length === 1 ? folders : [...folders, ...folders]) {
    try {
      return await open(pathIn(folder, key), 'r');
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return undefined;
}

async function* closing(file: FileHandle, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } finally {
    await file.close();
  }
}

/** Bytes of what a file holds, sealed or not. Closes it. */
async function contentBytes(file: FileHandle, { key, plainIsFine }: Omit<Opening, 'keysNow'>): Promise<number> {
  try {
    const { size } = await file.stat();
    const head = await readHead(file);
    if (head.plain && !plainIsFine) throw notSealed(key);
    return head.plain ? size : plainBytes(size);
  } finally {
    await file.close();
  }
}

/** Written anew when the key was changed for another meanwhile: whatever seals everything anew may have missed it. */
async function putSealed(
  path: string,
  keysNow: KeysNow,
  write: (partial: string, keys: StoreKeys | undefined) => Promise<void>,
): Promise<void> {
  for (;;) {
    const keys = await keysNow();
    await putFile(path, (partial) => write(partial, keys));
    const after = await keysNow();
    if (keys === undefined || after?.[0].equals(keys[0]) === true) return;
  }
}

/** What is broken is listed too, so that whoever compares finds it. */
async function* listFolders(folders: string[], prefix: string): AsyncIterable<{ key: string; bytes: number }> {
  const keys = new Set<string>();
  for (const folder of folders) for (const key of await keysIn(folder, prefix)) keys.add(key);
  for (const key of [...keys].sort()) {
    const file = await openFirst(folders, key);
    // Deleted since the folder was read.
    if (file === undefined) continue;
    const { size } = await file.stat();
    const bytes = await contentBytes(file, { key, plainIsFine: true }).catch((error: unknown) => {
      if (error instanceof BrokenFile) return size;
      throw error;
    });
    yield { key, bytes };
  }
}
