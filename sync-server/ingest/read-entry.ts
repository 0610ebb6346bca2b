import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { archiveInvalid, quoted } from './archive-invalid.ts';
import type { OpenZip } from './open-zip.ts';
import { descriptor, localHeader, type ZipEntry } from './zip-form.ts';

/** What is at most so large is inflated at once, in some milliseconds; a stream costs more than that by itself. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
/** More than a window of the file cannot be compressed at once. */
const AT_ONCE_COMPRESSED_BYTES = 512 * 1024;

/**
 * The content of an entry, a piece at a time. It is stopped at the size that the entry declares; at the end what the
 * entry says of itself, its size, CRC-32 and SHA-256 have been checked, so that nothing may be concluded from it before.
 * Throws ARCHIVE_INVALID.
 */
export async function* readEntry(zip: OpenZip, entry: ZipEntry, sha256: string | undefined): AsyncGenerator<Buffer> {
  const name = quoted(entry.path);
  const expected = localHeader(entry);
  if (!(await zip.content.read(entry.offset, expected.length)).equals(expected)) {
    throw archiveInvalid(`${name} and its entry in the directory contradict each other`);
  }
  const at = entry.offset + expected.length;
  const hash = createHash('sha256');
  let bytes = 0;
  let crc = 0;
  for await (const piece of contentOf(zip, entry, at)) {
    bytes += piece.length;
    if (bytes > entry.bytes) throw archiveInvalid(`${name} is larger than it says`);
    if (sha256 !== undefined) hash.update(piece);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (bytes !== entry.bytes) throw archiveInvalid(`${name} is smaller than it says`);
  if (crc !== entry.crc32) throw archiveInvalid(`the checksum (CRC-32) of ${name} is wrong`);
  if (sha256 !== undefined && hash.digest('hex') !== sha256) {
    throw archiveInvalid(`the SHA-256 of ${name} is not the one in the manifest`);
  }
  const after = descriptor(entry);
  if (!(await zip.content.read(at + entry.compressedBytes, after.length)).equals(after)) {
    throw archiveInvalid(`what follows ${name} does not fit its entry in the directory`);
  }
}

function contentOf(zip: OpenZip, entry: ZipEntry, at: number): AsyncGenerator<Buffer> {
  if (entry.method === 0) return zip.content.pieces(at, entry.compressedBytes);
  const isSmall = entry.bytes <= AT_ONCE_BYTES && entry.compressedBytes <= AT_ONCE_COMPRESSED_BYTES;
  return isSmall ? inflateAtOnce(zip, entry, at) : inflate(zip, entry, at);
}

async function* inflateAtOnce(zip: OpenZip, entry: ZipEntry, at: number): AsyncGenerator<Buffer> {
  const compressed = await zip.content.read(at, entry.compressedBytes);
  const roomBytes = entry.bytes + 64;
  let inflated: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    // With `info` the result has this shape, which its type leaves open.
    inflated = inflateRawSync(compressed, {
      info: true,
      chunkSize: roomBytes,
      maxOutputLength: roomBytes,
    }) as unknown as typeof inflated;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
      throw archiveInvalid(`${quoted(entry.path)} is larger than it says`, cause);
    }
    throw notDeflated(entry, cause);
  }
  checkAllTaken(inflated.engine.bytesWritten, entry);
  yield inflated.buffer;
}

async function* inflate(zip: OpenZip, entry: ZipEntry, at: number): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw();
  const raw = Readable.from(zip.content.pieces(at, entry.compressedBytes));
  raw.on('error', (error) => inflater.destroy(error));
  raw.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk as Buffer; // a stream of bytes; its type leaves that open
  } catch (cause) {
    throw notDeflated(entry, cause);
  } finally {
    raw.destroy();
    inflater.destroy();
  }
  checkAllTaken(inflater.bytesWritten, entry);
}

function notDeflated({ path }: ZipEntry, cause: unknown) {
  return archiveInvalid(`${quoted(path)} cannot be decompressed`, cause);
}

/** zlib ignores what follows the end of the compressed data; another reader may not. */
function checkAllTaken(taken: number, { path, compressedBytes }: ZipEntry): void {
  if (taken !== compressedBytes) throw archiveInvalid(`there is something hidden behind ${quoted(path)}`);
}
