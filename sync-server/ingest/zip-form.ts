/**
 * The one way in which the extension writes a ZIP file (extension/seal/write-archive.ts, APPNOTE.TXT 4.3): as a stream,
 * so that sizes and checksum follow the content, with one fixed moment and nothing optional. From what an entry says of
 * itself follows each byte of its headers: whoever compares them has checked all of their fields.
 */
export type ZipEntry = {
  path: string;
  method: 0 | 8;
  /** How hard the writer tried, as it stands in the flags; it says nothing about how to read. */
  effort: number;
  crc32: number;
  compressedBytes: number;
  /** Bytes of its content. */
  bytes: number;
  /** Where its header begins in the file. */
  offset: number;
};

export const LOCAL_HEADER_BYTES = 30;
export const DIRECTORY_HEADER_BYTES = 46;
export const DESCRIPTOR_BYTES = 16;
/** Sizes follow the content. */
export const STREAMED = 1 << 3;
export const EFFORT = (1 << 1) | (1 << 2);

const VERSION = 20;
/** 1980-01-01, 12:00, as DOS writes it: the time below, the date above. */
const MOMENT = 0x0021_6000;

/** What stands before the content. */
export function localHeader(entry: ZipEntry): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES + entry.path.length);
  header.writeUInt32LE(0x04034b50, 0);
  writeKind(header, 4, entry);
  header.writeUInt16LE(entry.path.length, 26);
  header.write(entry.path, LOCAL_HEADER_BYTES, 'latin1');
  return header;
}

/** What stands behind the content. */
export function descriptor(entry: ZipEntry): Buffer {
  const written = Buffer.alloc(DESCRIPTOR_BYTES);
  written.writeUInt32LE(0x08074b50, 0);
  writeFigures(written, 4, entry);
  return written;
}

/** Its place in the directory. */
export function directoryHeader(entry: ZipEntry): Buffer {
  const header = Buffer.alloc(DIRECTORY_HEADER_BYTES + entry.path.length);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  writeKind(header, 6, entry);
  writeFigures(header, 16, entry);
  header.writeUInt16LE(entry.path.length, 28);
  header.writeUInt32LE(entry.offset, 42);
  header.write(entry.path, DIRECTORY_HEADER_BYTES, 'latin1');
  return header;
}

/** Where the next entry begins, or the directory. */
export function endOf({ offset, path, compressedBytes }: ZipEntry): number {
  return offset + LOCAL_HEADER_BYTES + path.length + compressedBytes + DESCRIPTOR_BYTES;
}

function writeKind(header: Buffer, at: number, { method, effort }: ZipEntry): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(STREAMED | effort, at + 2);
  header.writeUInt16LE(method, at + 4);
  header.writeUInt32LE(MOMENT, at + 6);
}

function writeFigures(header: Buffer, at: number, { crc32, compressedBytes, bytes }: ZipEntry): void {
  header.writeUInt32LE(crc32, at);
  header.writeUInt32LE(compressedBytes, at + 4);
  header.writeUInt32LE(bytes, at + 8);
}
