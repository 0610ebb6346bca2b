import { open } from 'node:fs/promises';
import { type FileWindow, fileWindow } from './file-window.ts';
import { readDirectory } from './zip-directory.ts';
import type { ZipEntry } from './zip-form.ts';
import { readTail } from './zip-tail.ts';

/** A ZIP file whose directory was found to be as this format wants it. */
export type OpenZip = {
  /** In their order in the file. */
  entries: readonly ZipEntry[];
  content: FileWindow;
  close(): Promise<void>;
};

/**
 * Opens an archive that may be hostile. Nothing is inflated yet; every name, size, flag and offset has been checked, and
 * what the entries say of themselves is when they are read (read-entry.ts). Two readers must not see two different
 * archives in one file: hence the end record is the file's last 22 bytes, the entries lie without gaps from its first
 * byte, and there is one way only to write each byte that is not content (zip-form.ts). Throws ARCHIVE_INVALID.
 */
export async function openZip(path: string): Promise<OpenZip> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const content = fileWindow(file, size);
    const { count, directoryOffset, directoryBytes } = await readTail(content, size);
    const pieces: Buffer[] = [];
    for await (const piece of content.pieces(directoryOffset, directoryBytes)) pieces.push(piece);
    const entries = readDirectory(Buffer.concat(pieces), { count, directoryOffset });
    return { entries, content, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}
