import { MANIFEST_PATH } from '../../shared/archive/manifest.ts';
import { limits } from '../../shared/limits.ts';
import { archiveInvalid, quoted } from './archive-invalid.ts';
import { DIRECTORY_HEADER_BYTES, directoryHeader, EFFORT, endOf, STREAMED, type ZipEntry } from './zip-form.ts';

const SIGNATURE = 0x02014b50;
const ENCRYPTED = 1;
const VERSION = 20;
/** Deflate itself cannot do better than 1,032; a page described again and again comes to about 100. */
const MAX_RATIO = 500;
/** Small entries may be anything: a megabyte of zeros hurts nobody. */
const RATIO_FREE_BYTES = 1024 * 1024;
/** Names that no system reads as anything but a file below. Which of them may be there depends on the version. */
const PLAIN_PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/**
 * The entries of a directory with `count` entries that ends where it should. Each must be what the extension would have
 * written, byte for byte, and lie where the one before it ends, up to `directoryOffset`. Throws ARCHIVE_INVALID.
 */
export function readDirectory(
  directory: Buffer,
  { count, directoryOffset }: { count: number; directoryOffset: number },
): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  let offset = 0;
  let inflatedBytes = 0;
  for (let index = 0; index < count; index++) {
    const header = headerAt(directory, at);
    const entry = readHeader(header, index);
    const folded = entry.path.toLowerCase();
    if (names.has(folded)) throw archiveInvalid(`${quoted(entry.path)} is in it twice`);
    names.add(folded);
    if (entry.offset !== offset) {
      throw archiveInvalid(`${quoted(entry.path)} does not begin where the entry before it ends`);
    }
    offset = endOf(entry);
    inflatedBytes += entry.bytes;
    if (inflatedBytes > limits.maxInflatedBytes) {
      throw archiveInvalid(`its entries are larger than ${limits.maxInflatedBytes} bytes together`);
    }
    at += header.length;
    entries.push(entry);
  }
  if (at !== directory.length) throw archiveInvalid('its directory holds more than the entries that are counted');
  if (offset !== directoryOffset) throw archiveInvalid('there is something between its entries and its directory');
  return entries;
}

/** One entry of the directory with its name, and whatever optional parts it says that it has. */
function headerAt(directory: Buffer, at: number): Buffer {
  const isThere = at + DIRECTORY_HEADER_BYTES <= directory.length && directory.readUInt32LE(at) === SIGNATURE;
  if (!isThere) throw archiveInvalid('its ZIP directory cannot be read');
  const optionalBytes = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  const end = at + DIRECTORY_HEADER_BYTES + directory.readUInt16LE(at + 28) + optionalBytes;
  if (end > directory.length) throw archiveInvalid('its ZIP directory cannot be read');
  return directory.subarray(at, end);
}

function readHeader(header: Buffer, index: number): ZipEntry {
  const path = header.toString('latin1', DIRECTORY_HEADER_BYTES, DIRECTORY_HEADER_BYTES + header.readUInt16LE(28));
  const name = quoted(path);
  if (!PLAIN_PATH.test(path)) throw archiveInvalid(`${name} is not a name that a file may have`);
  if (index === 0 && path !== MANIFEST_PATH) throw archiveInvalid(`it begins with ${name} instead of ${MANIFEST_PATH}`);
  const flags = header.readUInt16LE(8);
  const method = methodOf(header, name, path);
  const effort = method === 8 ? flags & EFFORT : 0;
  const entry: ZipEntry = {
    path,
    method,
    effort,
    crc32: header.readUInt32LE(16),
    compressedBytes: header.readUInt32LE(20),
    bytes: header.readUInt32LE(24),
    offset: header.readUInt32LE(42),
  };
  if (!directoryHeader(entry).equals(header)) throw archiveInvalid(findOddity(header, name));
  checkSize(entry, name);
  return entry;
}

function methodOf(header: Buffer, name: string, path: string): 0 | 8 {
  if ((header.readUInt16LE(8) & ENCRYPTED) !== 0) throw archiveInvalid(`${name} is encrypted`);
  const method = header.readUInt16LE(10);
  if (method !== 0 && method !== 8) {
    throw archiveInvalid(`${name} is compressed by method ${method}; only 0 and 8 are allowed`);
  }
  const mustBeStored = path === MANIFEST_PATH || /\.(web[mp]|pack)$/.test(path);
  if (mustBeStored && method !== 0) throw archiveInvalid(`${name} must be stored without compression`);
  return method;
}

/** What is wrong with a header that is not as the extension writes it. */
function findOddity(header: Buffer, name: string): string {
  if ((header.readUInt16LE(8) & ~EFFORT) !== STREAMED) return `${name} has flags that are not allowed`;
  if (header.readUInt16LE(6) !== VERSION) return `${name} needs a newer version of ZIP, or an older one`;
  if (header.readUInt16LE(30) > 0) return `${name} has an extra field`;
  if (header.readUInt16LE(32) > 0) return `${name} has a comment`;
  if (header.readUInt32LE(38) !== 0)
    return `${name} has attributes, as a link or a folder has, and a file of ours has not`;
  return `the directory says of ${name} what no archive of ours says`;
}

function checkSize({ method, compressedBytes, bytes }: ZipEntry, name: string): void {
  if (bytes > limits.maxEntryBytes) {
    throw archiveInvalid(`${name} has ${bytes} bytes; ${limits.maxEntryBytes} are allowed`);
  }
  if (method === 0 && compressedBytes !== bytes) throw archiveInvalid(`${name} gives two different sizes`);
  if (bytes > RATIO_FREE_BYTES && bytes > compressedBytes * MAX_RATIO) {
    throw archiveInvalid(`${name} is compressed more than ${MAX_RATIO} times over`);
  }
}
