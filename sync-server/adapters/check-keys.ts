import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokenFile } from '../archive-store.ts';
import { isMissing } from './folder-files.ts';
import { readHead } from './seal-file.ts';
import { keyId, StoreKeyError, type StoreKeys } from './store-keys.ts';

/**
 * Throws StoreKeyError when the first sealed file that is found in these folders is sealed with none of the keys:
 * before anything is sealed with a wrong one, or a new one is made in place of one that was lost.
 */
export async function checkKeys(folders: readonly string[], keys: StoreKeys | undefined, where: string): Promise<void> {
  const id = await firstKeyId(folders);
  if (id === undefined || keys?.some((key) => keyId(key).equals(id)) === true) return;
  const found = keys === undefined ? 'there is none' : 'it is not there';
  throw new StoreKeyError(
    `The files of the store are sealed with the key ${id.toString('hex')}, and ${found} in ${where}. ` +
      'Nothing was written. Put that key back: without it they do not open.',
  );
}

async function firstKeyId(folders: readonly string[]): Promise<Buffer | undefined> {
  for (const folder of folders) {
    for await (const path of filesIn(folder)) {
      const id = await keyIdOf(path);
      if (id !== undefined) return id;
    }
  }
  return undefined;
}

async function keyIdOf(path: string): Promise<Buffer | undefined> {
  const file = await open(path, 'r');
  try {
    const head = await readHead(file);
    return head.plain ? undefined : head.keyId;
  } catch (error) {
    // One that is cut off says nothing about the others.
    if (error instanceof BrokenFile) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

/** Files below a folder, one by one: mostly the first is enough, and there may be millions. */
async function* filesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (entry.isFile() && !entry.name.endsWith('~')) yield join(entry.parentPath, entry.name);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
