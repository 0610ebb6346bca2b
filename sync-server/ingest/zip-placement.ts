import type { FileHandle } from 'node:fs/promises';
import type { Entry, LocalFileHeader, ZipFile } from 'yauzl';
import { archiveInvalid, quoted } from './archive-invalid.ts';

const DATA_DESCRIPTOR = 1 << 3;
const DESCRIPTOR_BYTES = 16;
const DESCRIPTOR_SIGNATURE = 0x08074b50;

/**
 * Checks that the entries lie one after the other from the first byte up to the directory, and that their own headers
 * and data descriptors (APPNOTE.TXT 4.3.7, 4.3.9) say what the directory says. Throws ARCHIVE_INVALID.
 */
export async function checkPlacement(
  file: FileHandle,
  zip: ZipFile,
  { entries, directoryOffset }: { entries: readonly Entry[]; directoryOffset: number },
): Promise<void> {
  let offset = 0;
  for (const entry of entries) {
    const name = quoted(entry.fileName);
    if (entry.relativeOffsetOfLocalHeader !== offset) {
      throw archiveInvalid(`${name} does not begin where the entry before it ends`);
    }
    const header = await readHeader(zip, entry, name);
    checkHeader(header, entry, name);
    offset = header.fileDataStart + entry.compressedSize;
    if (offset > directoryOffset) throw archiveInvalid(`${name} reaches into the directory`);
    if (hasDescriptor(entry)) {
      await checkDescriptor(file, offset, entry);
      offset += DESCRIPTOR_BYTES;
    }
  }
  if (offset !== directoryOffset) throw archiveInvalid('there is something between its entries and its directory');
}

async function readHeader(zip: ZipFile, entry: Entry, name: string): Promise<LocalFileHeader> {
  try {
    return await zip.readLocalFileHeaderPromise(entry);
  } catch (cause) {
    throw archiveInvalid(`the header of ${name} cannot be read`, cause);
  }
}

const hasDescriptor = (entry: Entry) => (entry.generalPurposeBitFlag & DATA_DESCRIPTOR) !== 0;

function checkHeader(header: LocalFileHeader, entry: Entry, name: string): void {
  const same =
    header.fileName.equals(entry.fileNameRaw) &&
    header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    header.compressionMethod === entry.compressionMethod &&
    header.versionNeededToExtract === entry.versionNeededToExtract &&
    header.lastModFileTime === entry.lastModFileTime &&
    header.lastModFileDate === entry.lastModFileDate;
  if (!same) throw archiveInvalid(`${name} and its entry in the directory contradict each other`);
  if (header.extraFieldLength > 0) throw archiveInvalid(`${name} has an extra field`);
  // With a descriptor the header may leave its figures open, as zeros.
  const leftOpen =
    hasDescriptor(entry) && header.crc32 === 0 && header.compressedSize === 0 && header.uncompressedSize === 0;
  const sameFigures =
    header.crc32 === entry.crc32 &&
    header.compressedSize === entry.compressedSize &&
    header.uncompressedSize === entry.uncompressedSize;
  if (!leftOpen && !sameFigures) throw archiveInvalid(`${name} and its entry in the directory give different sizes`);
}

async function checkDescriptor(file: FileHandle, offset: number, entry: Entry): Promise<void> {
  const descriptor = Buffer.alloc(DESCRIPTOR_BYTES);
  await file.read(descriptor, 0, DESCRIPTOR_BYTES, offset);
  const same =
    descriptor.readUInt32LE(0) === DESCRIPTOR_SIGNATURE &&
    descriptor.readUInt32LE(4) === entry.crc32 &&
    descriptor.readUInt32LE(8) === entry.compressedSize &&
    descriptor.readUInt32LE(12) === entry.uncompressedSize;
  if (!same) throw archiveInvalid(`what follows ${quoted(entry.fileName)} does not fit its entry in the directory`);
}
