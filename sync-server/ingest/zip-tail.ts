import { limits } from '../../shared/limits.ts';
import { archiveInvalid } from './archive-invalid.ts';
import type { FileWindow } from './file-window.ts';

const END_BYTES = 22;
const END_SIGNATURE = 0x06054b50;
/** 46 bytes and a name; ours have at most 80. */
const MAX_DIRECTORY_ENTRY_BYTES = 46 + 200;
/** Values that mean "look into the ZIP64 record". */
const ZIP64_COUNT = 0xffff;
const ZIP64_SIZE = 0xffffffff;

export type Tail = { count: number; directoryOffset: number; directoryBytes: number };

/**
 * Reads the end record (APPNOTE.TXT 4.3.16), which must be the last 22 bytes of the file and fit the file's size.
 * Throws ARCHIVE_INVALID.
 */
export async function readTail(file: FileWindow, size: number): Promise<Tail> {
  if (size < END_BYTES) throw archiveInvalid('it is too short to be a ZIP file');
  const end = await file.read(size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== END_SIGNATURE || end.readUInt16LE(20) !== 0) {
    throw archiveInvalid('it does not end like a ZIP file: it was cut off, or something was added to it');
  }
  const count = end.readUInt16LE(10);
  const directoryBytes = end.readUInt32LE(12);
  const directoryOffset = end.readUInt32LE(16);
  if (count === ZIP64_COUNT || directoryBytes === ZIP64_SIZE || directoryOffset === ZIP64_SIZE) {
    throw archiveInvalid('it is a ZIP64 file');
  }
  if (end.readUInt16LE(4) !== 0 || end.readUInt16LE(6) !== 0 || end.readUInt16LE(8) !== count) {
    throw archiveInvalid('it is split into several files');
  }
  if (count < 1 || count > limits.maxArchiveEntries + 1) {
    throw archiveInvalid(`it has ${count} entries; ${limits.maxArchiveEntries} are allowed beside the manifest`);
  }
  if (directoryOffset + directoryBytes + END_BYTES !== size) {
    throw archiveInvalid('its directory is not where its end record says');
  }
  if (directoryBytes > count * MAX_DIRECTORY_ENTRY_BYTES) throw archiveInvalid('its directory is too large');
  return { count, directoryOffset, directoryBytes };
}
