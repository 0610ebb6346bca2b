import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { folderStore, putFile } from './folder-store.ts';
import { readHead, seal } from './seal-file.ts';
import { keyId, type StoreKeys } from './store-keys.ts';

/**
 * Seals every file of a folder store with the first of the keys: those that are plain, and those that another of the
 * keys has sealed. It may be stopped anywhere and run again; each file is replaced at once or not at all. No server may
 * be at work on the folder that does not have the first key. Throws SealBroken and StoreKeyError before it replaces a
 * file that does not open.
 */
export async function resealFolder(folder: string, keys: StoreKeys): Promise<{ sealed: number; left: number }> {
  const store = folderStore(folder, keys);
  const today = keyId(keys[0]);
  const done = { sealed: 0, left: 0 };
  for await (const { key } of store.list('')) {
    const path = join(folder, key);
    if ((await sealedWith(path))?.equals(today) === true) {
      done.left++;
      continue;
    }
    const content = await store.getStream(key);
    await putFile(path, async (partial) => {
      const target = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(seal(content, key, keys), target);
    });
    done.sealed++;
  }
  return done;
}

/** The id of the key that a file is sealed with; undefined when it is plain. */
async function sealedWith(path: string): Promise<Buffer | undefined> {
  const file = await open(path, 'r');
  try {
    const head = await readHead(file);
    return head.plain ? undefined : head.keyId;
  } finally {
    await file.close();
  }
}
