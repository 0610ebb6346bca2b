import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { MANIFEST_PATH } from '../../shared/archive/manifest.ts';
import { uuid } from '../../shared/identifiers.ts';
import { limits } from '../../shared/limits.ts';

/** An archive on this disk, by the name that a person knows. */
export type FoundArchive = { name: string; path: string };

const ARCHIVE = /^[^/\\]+\.codesight\.zip$/;
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** The server looks at everything else. */
const owner = z.object({ session: z.object({ sessionId: uuid, participantId: uuid.nullable() }) });

/**
 * The archives in a file that a participant has saved: itself, or those that it holds, copied into `folder` one at a
 * time. Throws an Error in words when it is neither.
 */
export async function* archivesIn(file: string, folder: string): AsyncGenerator<FoundArchive> {
  const zip = await openZipFile(file);
  try {
    const entries = await entriesOf(zip);
    if (entries.some(({ fileName }) => fileName === MANIFEST_PATH)) {
      yield { name: basename(file), path: file };
      return;
    }
    if (entries.length === 0 || !entries.every(({ fileName }) => ARCHIVE.test(fileName))) {
      throw new Error('This is neither an archive nor a file of archives that CodeSight has saved.');
    }
    for (const [index, entry] of entries.entries()) {
      if (entry.uncompressedSize > limits.maxArchiveBytes)
        throw new Error(`${entry.fileName} is larger than archives are.`);
      const path = join(folder, `${index}.zip`);
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode: 0o600 }));
      yield { name: entry.fileName, path };
    }
  } finally {
    zip.close();
  }
}

/** Of which session an archive is, and of whom, by its own word; null for one that was recorded before joining. */
export async function whoseIs(path: string): Promise<{ sessionId: string; participantId: string | null }> {
  const zip = await openZipFile(path);
  try {
    const entry = (await entriesOf(zip)).find(({ fileName }) => fileName === MANIFEST_PATH);
    if (entry === undefined || entry.uncompressedSize > MAX_MANIFEST_BYTES) throw new Error('It has no manifest.');
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer); // no encoding
    return owner.parse(JSON.parse(Buffer.concat(pieces).toString('utf8'))).session;
  } catch (cause) {
    throw new Error('Its manifest cannot be read: the file is damaged, or of another program.', { cause });
  } finally {
    zip.close();
  }
}

async function openZipFile(path: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw new Error('This is no ZIP file, or a damaged one.', { cause });
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}
