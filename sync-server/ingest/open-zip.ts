import { open } from 'node:fs/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { MANIFEST_PATH } from '../../shared/archive/manifest.ts';
import { KnownError } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';
import { archiveInvalid, quoted } from './archive-invalid.ts';
import { checkPlacement } from './zip-placement.ts';
import { checkTail } from './zip-tail.ts';

/** Deflate itself cannot do better than 1,032; a page described again and again comes to about 100. */
const MAX_RATIO = 500;
/** Small entries may be anything: a megabyte of zeros hurts nobody. */
const RATIO_FREE_BYTES = 1024 * 1024;
const DATA_DESCRIPTOR = 1 << 3;
/** How hard the writer tried: says nothing about how to read. */
const DEFLATE_EFFORT = (1 << 1) | (1 << 2);
const UTF8 = 1 << 11;
/** Names that no system reads as anything but a file below. Which of them may be there depends on the version. */
const PLAIN_PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;
const SYMLINK_OR_OTHER = 0o170000;
const REGULAR_FILE = 0o100000;
const UNIX = 3;
const DOS_DIRECTORY = 0x10;

/** A ZIP file of which every part of the container was found to be as this format wants it. */
export type OpenZip = {
  /** In their order in the file. */
  entries: readonly Entry[];
  zip: ZipFile;
  close(): Promise<void>;
};

/**
 * Opens an archive that may be hostile. Nothing is inflated yet; every name, size, flag and offset has been checked.
 * Two readers must not see two different archives in one file: hence the end record is the file's last 22 bytes, the
 * entries lie without gaps from its first byte, and what is said twice is said alike. Throws ARCHIVE_INVALID.
 */
export async function openZip(path: string): Promise<OpenZip> {
  const file = await open(path, 'r');
  let zip: ZipFile | undefined;
  const close = async () => {
    zip?.close();
    await file.close();
  };
  try {
    const tail = await checkTail(file);
    zip = await openContainer(path);
    const entries = await readEntries(zip);
    await checkPlacement(file, zip, { entries, directoryOffset: tail.directoryOffset });
    return { entries, zip, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openContainer(path: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw archiveInvalid(`its ZIP directory cannot be read (${messageOf(cause)})`, cause);
  }
}

async function readEntries(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  const names = new Set<string>();
  let inflatedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, entries.length);
      const folded = entry.fileName.normalize('NFC').toLowerCase();
      if (names.has(folded)) throw archiveInvalid(`${quoted(entry.fileName)} is in it twice`);
      names.add(folded);
      inflatedBytes += entry.uncompressedSize;
      if (inflatedBytes > limits.maxInflatedBytes) {
        throw archiveInvalid(`its entries are larger than ${limits.maxInflatedBytes} bytes together`);
      }
      entries.push(entry);
    }
  } catch (cause) {
    if (cause instanceof KnownError) throw cause;
    throw archiveInvalid(`its ZIP directory cannot be read (${messageOf(cause)})`, cause);
  }
  return entries;
}

function checkEntry(entry: Entry, index: number): void {
  const name = quoted(entry.fileName);
  if (!PLAIN_PATH.test(entry.fileName)) throw archiveInvalid(`${name} is not a name that a file may have`);
  if (index === 0 && entry.fileName !== MANIFEST_PATH) {
    throw archiveInvalid(`it begins with ${name} instead of ${MANIFEST_PATH}`);
  }
  checkEncoding(entry, name);
  if (entry.extraFieldLength > 0) throw archiveInvalid(`${name} has an extra field`);
  if (entry.fileCommentLength > 0) throw archiveInvalid(`${name} has a comment`);
  const unixMode = entry.versionMadeBy >>> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & SYMLINK_OR_OTHER : 0;
  if ((unixMode !== 0 && unixMode !== REGULAR_FILE) || (entry.externalFileAttributes & DOS_DIRECTORY) !== 0) {
    throw archiveInvalid(`${name} is a link or a folder, not a file`);
  }
  checkSize(entry, name);
}

function checkEncoding(entry: Entry, name: string): void {
  if (entry.isEncrypted()) throw archiveInvalid(`${name} is encrypted`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw archiveInvalid(`${name} is compressed by method ${entry.compressionMethod}; only 0 and 8 are allowed`);
  }
  const stored = entry.compressionMethod === 0;
  const allowedFlags = DATA_DESCRIPTOR | UTF8 | (stored ? 0 : DEFLATE_EFFORT);
  if ((entry.generalPurposeBitFlag & ~allowedFlags) !== 0)
    throw archiveInvalid(`${name} has flags that are not allowed`);
  if (entry.versionNeededToExtract > 20) throw archiveInvalid(`${name} needs a newer version of ZIP`);
  const mustBeStored = entry.fileName === MANIFEST_PATH || /\.web[mp]$/.test(entry.fileName);
  if (mustBeStored && !stored) throw archiveInvalid(`${name} must be stored without compression`);
}

function checkSize(entry: Entry, name: string): void {
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > limits.maxEntryBytes) {
    throw archiveInvalid(`${name} has ${uncompressedSize} bytes; ${limits.maxEntryBytes} are allowed`);
  }
  if (entry.compressionMethod === 0 && compressedSize !== uncompressedSize) {
    throw archiveInvalid(`${name} gives two different sizes`);
  }
  if (uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * MAX_RATIO) {
    throw archiveInvalid(`${name} is compressed more than ${MAX_RATIO} times over`);
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
