import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';

/** Files still being written have this ending, which no key can have. */
const UNFINISHED = '.part~';
const READ_BYTES = 256 * 1024;

/** Lets `write` make the file beside its place, and moves it there when it is whole and on the disk. */
export async function putFile(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${crypto.randomUUID()}${UNFINISHED}`;
  try {
    await inFolder(dirname(path), () => write(partial));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Does what writes into a folder, which is made when it turns out not to be there. */
export async function inFolder<Result>(folder: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isMissing(error)) throw error;
    await makeFolder(folder);
    return write();
  }
}

/** Makes a folder with those above it. A file in it is only safe when each of them is on the disk, in its own parent. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = dirname(resolve(first));
  for (let made = resolve(folder); made !== above && made !== dirname(made); made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/** Writes a new file, for this user alone; when this resolves its content is on the disk. */
export async function writeNew(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(content, target);
  await finished(target);
}

/** A file's content, in pieces. */
export function contentOf(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: READ_BYTES }); // no encoding was asked for
}

/** Moves a file between folders that may be on different disks: it is whole in one of them at any moment. */
export async function moveFile(from: string, to: string): Promise<void> {
  if (!(await isThere(to))) {
    await putFile(to, (partial) => writeNew(partial, contentOf(from)));
  }
  await rm(from, { force: true });
}

export async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
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

/** Keys of the finished files in a folder, in no order. A folder that is not there has none. */
export async function keysIn(folder: string, prefix: string): Promise<string[]> {
  // Only the folder that the prefix is in: what there is of one participant takes no look at everybody's archives.
  const found = await filesBelow(join(folder, prefix.slice(0, prefix.lastIndexOf('/') + 1)));
  return found
    .filter((path) => !path.endsWith(UNFINISHED))
    .map((path) => relative(folder, path).split(sep).join('/'))
    .filter((key) => key.startsWith(prefix));
}

/** Removes what was being written and has not changed since that moment. @returns how many files those were. */
export async function removeUnfinished(folder: string, before: number): Promise<number> {
  let removed = 0;
  for (const path of await filesBelow(folder)) {
    if (!path.endsWith(UNFINISHED)) continue;
    const touched = await stat(path).catch((error: unknown) => {
      // Finished or given up since it was listed.
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (touched === undefined || touched.mtimeMs >= before) continue;
    await rm(path, { force: true });
    removed++;
  }
  return removed;
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
