import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { BrokenFile } from '../archive-store.ts';
import { isMissing, keysIn, putFile, writeNew } from './folder-files.ts';
import { readHead, seal, unseal } from './seal-file.ts';
import { keyId, StoreKeyError, type StoreKeys } from './store-keys.ts';

const SETTLE_MS = 2_000;

export type Resealing = {
  /** The folder of the store, and its cold one where there is one. */
  folders: readonly string[];
  keys: StoreKeys;
  /** Does the work while nothing can remove the file; else says `leaving`, and does nothing. */
  hold(key: string, work: (isOurs: IsOurs) => Promise<void>): Promise<'done' | 'leaving'>;
};

/** Whether a plain file with this content is ours: anybody who can write there can put a plain one in its place. */
export type IsOurs = (sha256: string) => Promise<boolean>;

export type Resealed = {
  sealed: number;
  /** Those that the first key had sealed before. */
  left: number;
  /** Those that were being removed or replaced: another run finds them. */
  leaving: number;
  /** Plain ones for which nobody vouches, as they are. */
  refused: string[];
};

/**
 * Seals every file of a folder store with the first of the keys: those that are plain, and those that another of the
 * keys has sealed. It may be stopped anywhere and run again; each file is replaced at once or not at all. Servers may be
 * at work on the folder when they have all of the keys. Throws SealBroken and StoreKeyError before it replaces a file
 * that does not open.
 */
export async function resealFolder(resealing: Resealing): Promise<Resealed> {
  const done: Resealed = { sealed: 0, left: 0, leaving: 0, refused: [] };
  for (const folder of resealing.folders) {
    for (const key of (await keysIn(folder, '')).sort()) await resealFile(resealing, { folder, key }, done);
  }
  return done;
}

async function resealFile(
  { keys, hold }: Resealing,
  { folder, key }: { folder: string; key: string },
  done: Resealed,
): Promise<void> {
  const path = join(folder, key);
  if (await isOfToday(path, keys)) {
    done.left++;
    return;
  }
  const once = () => hold(key, (isOurs) => writeSealed(path, { key, keys, isOurs }));
  try {
    const outcome = await once().catch(async (error: unknown) => {
      if (!(error instanceof StoreKeyError)) throw error;
      // A file that came in while an earlier change of keys ended is written anew by whoever put it (putSealed).
      await setTimeout(SETTLE_MS);
      return await once();
    });
    done[outcome === 'done' ? 'sealed' : 'leaving']++;
  } catch (error) {
    if (error instanceof NotVouchedFor) done.refused.push(key);
    // Removed, or moved to the other folder, since it was listed.
    else if (isMissing(error)) done.leaving++;
    else throw error;
  }
}

class NotVouchedFor extends BrokenFile {
  override readonly name = 'NotVouchedFor';
}

/** Whether a file is sealed with the first of the keys. */
async function isOfToday(path: string, [today]: StoreKeys): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const head = await readHead(file);
      return !head.plain && head.keyId.equals(keyId(today));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function writeSealed(
  path: string,
  { key, keys, isOurs }: Pick<Resealing, 'keys'> & { key: string; isOurs: IsOurs },
): Promise<void> {
  const file = await open(path, 'r');
  try {
    const head = await readHead(file);
    const hash = createHash('sha256');
    const content = head.plain
      ? (file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>) // no encoding was asked for
      : unseal(file, head, { name: key, keys });
    async function* hashed(): AsyncGenerator<Buffer> {
      for await (const chunk of content) {
        hash.update(chunk);
        yield chunk;
      }
    }
    await putFile(path, async (partial) => {
      await writeNew(partial, seal(hashed(), key, keys));
      if (head.plain && !(await isOurs(hash.digest('hex')))) throw new NotVouchedFor(`${key} is not known.`);
    });
  } finally {
    await file.close();
  }
}
