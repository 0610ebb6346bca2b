import { createHash, randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const KEY_BYTES = 32;
/** Bytes of a key's SHA-256 that name it in the files which it seals. */
export const KEY_ID_BYTES = 8;

/** Keys of AES-256 for the folder store: the first one seals, all of them open. */
export type StoreKeys = readonly [Buffer, ...Buffer[]];

/** The keys as they are now: they are changed while servers are at work. */
export type KeySource = () => Promise<StoreKeys>;

/** What is wrong with the keys, in a sentence. */
export class StoreKeyError extends Error {
  override readonly name = 'StoreKeyError';
}

export function keyId(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES);
}

/** Keys as 64 hexadecimal digits each, between them commas or white space; the first one is today's. Throws StoreKeyError. */
export function parseStoreKeys(text: string): StoreKeys {
  const [first, ...rest] = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      if (!/^[0-9a-f]{64}$/i.test(part)) throw new StoreKeyError('A key of the store is 64 hexadecimal digits.');
      return Buffer.from(part, 'hex');
    });
  if (first === undefined) throw new StoreKeyError('There is no key of the store.');
  return [first, ...rest];
}

/** The keys in the file; undefined when there is no such file. Throws StoreKeyError. */
export async function readStoreKeys(file: string): Promise<StoreKeys | undefined> {
  try {
    return parseStoreKeys(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The keys in the file, which is made with a new key, for this user alone, when it is not there. Throws StoreKeyError. */
export async function loadStoreKeys(file: string): Promise<StoreKeys> {
  const there = await readStoreKeys(file);
  if (there !== undefined) return there;
  const partial = await writeKeys(file, [randomBytes(KEY_BYTES)]);
  try {
    // Another process may have been faster, and may have sealed with its key already: a link replaces nothing.
    await link(partial, file);
    await syncFolderOf(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(partial, { force: true });
  }
  return parseStoreKeys(await readFile(file, 'utf8'));
}

/** Puts a new key before the others. What they have sealed still opens. */
export function withNewKey(keys: StoreKeys): StoreKeys {
  return [randomBytes(KEY_BYTES), ...keys];
}

/** Replaces the file; when this resolves the keys are on the disk, so that nothing is ever sealed with a key that can be lost. */
export async function writeStoreKeys(file: string, keys: StoreKeys): Promise<void> {
  await rename(await writeKeys(file, keys), file);
  await syncFolderOf(file);
}

async function writeKeys(file: string, keys: StoreKeys): Promise<string> {
  const partial = `${file}.${crypto.randomUUID()}`;
  await writeFile(partial, `${keys.map((key) => key.toString('hex')).join('\n')}\n`, { mode: 0o600, flush: true });
  return partial;
}

async function syncFolderOf(file: string): Promise<void> {
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
