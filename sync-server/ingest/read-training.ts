import { archiveInvalid } from './archive-invalid.ts';
import { openZip } from './open-zip.ts';
import { MAX_EXAMPLE_BYTES } from './read-document.ts';
import { readEntry } from './read-entry.ts';
import { readLines } from './read-lines.ts';

/**
 * The lines of `training.jsonl` in the archive at `path`, each one example as JSON. The archive was verified when it
 * came in; its sizes and CRC-32 are checked again. Throws ARCHIVE_INVALID when it was damaged since.
 */
export async function* readTraining(path: string): AsyncGenerator<string> {
  const wanted = 'training.jsonl';
  const zip = await openZip(path);
  try {
    const entry = zip.entries.find(({ path: name }) => name === wanted);
    if (entry === undefined) throw archiveInvalid(`${wanted} is missing`);
    const lines = readLines(readEntry(zip, entry, undefined), { path: wanted, maxBytes: MAX_EXAMPLE_BYTES });
    for await (const { text } of lines) yield text;
  } finally {
    await zip.close();
  }
}
