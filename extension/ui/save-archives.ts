import { Zip, ZipPassThrough } from 'fflate';
import { send } from '../browser/send.ts';
import type { ArchiveRow } from '../store/database.ts';
import { saveFile } from './save-file.ts';

type Saved = Pick<ArchiveRow, 'sessionId' | 'archive'>;

/** A file of several archives is no larger than this: beyond 4 GiB plain ZIP files end. */
const MAX_FILE_BYTES = 1024 ** 3;

/** Offers one archive as a file, and keeps with it that it was saved. */
export async function saveArchive(sessionId: string, archive: Blob): Promise<void> {
  saveFile(archive, nameOf(sessionId));
  await send('archivesSaved', { sessionIds: [sessionId] });
}

/**
 * Offers archives in one ZIP file, or several where they are too large for one; it holds them byte for byte.
 * @returns how many there were with a copy on this device
 */
export async function saveArchives(archives: readonly Saved[]): Promise<number> {
  const whole = archives.flatMap(({ sessionId, archive }) => (archive === null ? [] : [{ sessionId, archive }]));
  const day = new Date().toISOString().slice(0, 10);
  const parts = inParts(whole);
  for (const [index, part] of parts.entries()) {
    const number = parts.length === 1 ? '' : `-${index + 1}-of-${parts.length}`;
    saveFile(await packTogether(part), `codesight-sessions-${day}${number}.zip`);
    await send('archivesSaved', { sessionIds: part.map(({ sessionId }) => sessionId) });
  }
  return whole.length;
}

const nameOf = (sessionId: string): string => `${sessionId}.codesight.zip`;

function inParts<Item extends { archive: Blob }>(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    if (bytes + item.archive.size > MAX_FILE_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(item);
    bytes += item.archive.size;
  }
  return parts;
}

/** One ZIP file that holds archives as they are, read one after the other. */
export async function packTogether(archives: readonly { sessionId: string; archive: Blob }[]): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const failures: Error[] = [];
  const zip = new Zip((error, piece) => {
    if (error) failures.push(error);
    else pieces.push(new Uint8Array(piece));
  });
  for (const { sessionId, archive } of archives) {
    const entry = new ZipPassThrough(nameOf(sessionId));
    zip.add(entry);
    for await (const piece of archive.stream()) entry.push(piece);
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return new Blob(pieces, { type: 'application/zip' });
}
