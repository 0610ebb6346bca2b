import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry } from 'yauzl';
import { archiveInvalid, quoted } from './archive-invalid.ts';
import type { OpenZip } from './open-zip.ts';

/**
 * The content of an entry, a piece at a time. It is stopped at the size that the entry declares; at the end its size,
 * CRC-32 and SHA-256 have been checked, so that nothing may be concluded from it before. Throws ARCHIVE_INVALID.
 */
export async function* readEntry({ zip }: OpenZip, entry: Entry, sha256: string | undefined): AsyncGenerator<Buffer> {
  const name = quoted(entry.fileName);
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  const hash = createHash('sha256');
  let bytes = 0;
  let crc = 0;
  for await (const chunk of entry.compressionMethod === 0 ? raw : inflate(raw, entry)) {
    // A stream of bytes yields buffers; its type leaves that open.
    const piece = chunk as Buffer;
    bytes += piece.length;
    if (bytes > entry.uncompressedSize) throw archiveInvalid(`${name} is larger than it says`);
    hash.update(piece);
    crc = crc32(piece, crc);
    yield piece;
  }
  if (bytes !== entry.uncompressedSize) throw archiveInvalid(`${name} is smaller than it says`);
  if (crc !== entry.crc32) throw archiveInvalid(`the checksum (CRC-32) of ${name} is wrong`);
  if (sha256 !== undefined && hash.digest('hex') !== sha256) {
    throw archiveInvalid(`the SHA-256 of ${name} is not the one in the manifest`);
  }
}

async function* inflate(raw: Readable, entry: Entry): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw();
  raw.on('error', (error) => inflater.destroy(error));
  raw.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } catch (cause) {
    throw archiveInvalid(`${quoted(entry.fileName)} cannot be decompressed`, cause);
  } finally {
    raw.destroy();
    inflater.destroy();
  }
  // zlib ignores what follows the end of the compressed data; another reader may not.
  if (inflater.bytesWritten !== entry.compressedSize) {
    throw archiveInvalid(`there is something hidden behind ${quoted(entry.fileName)}`);
  }
}
