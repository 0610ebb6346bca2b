import { crc32 } from 'node:zlib';

/** A file for the ZIP: its content is read when its turn comes. */
export type ZipMember = { path: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> };

const UTF8_AND_DESCRIPTOR = 0x0808;
/** 1980-01-01, as everywhere here: a date would say when, and nobody needs it. */
const DATE = 0x0021;
const LARGEST_32 = 0xffffffff;

/**
 * Files as one ZIP, stored as they are, while they are read: nothing is held in memory but the directory. It may grow
 * beyond 4 GB (APPNOTE 6.3.10, ZIP64); one file may not. `zip64From`: the offset from which ZIP64 is used.
 */
export async function* zipStream(
  members: AsyncIterable<ZipMember> | Iterable<ZipMember>,
  zip64From = LARGEST_32,
): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { path, content } of members) {
    const name = Buffer.from(path);
    const local = Buffer.concat([localHeader(name), name]);
    yield local;
    let bytes = 0;
    let crc = 0;
    for await (const piece of content) {
      bytes += piece.byteLength;
      crc = crc32(piece, crc);
      yield piece;
    }
    const descriptor = numbers([4, 0x08074b50], [4, crc], [4, bytes], [4, bytes]);
    yield descriptor;
    directory.push(directoryEntry(name, { crc, bytes, offset, isFar: offset >= zip64From }));
    offset += local.length + bytes + descriptor.length;
  }
  const entries = Buffer.concat(directory);
  yield entries;
  yield ending({ count: directory.length, bytes: entries.length, offset, isFar: offset >= zip64From });
}

function localHeader(name: Buffer): Buffer {
  return numbers(
    [4, 0x04034b50],
    [2, 20],
    [2, UTF8_AND_DESCRIPTOR],
    [2, 0],
    [2, 0],
    [2, DATE],
    // CRC-32 and sizes follow behind the content.
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
}

function directoryEntry(
  name: Buffer,
  { crc, bytes, offset, isFar }: { crc: number; bytes: number; offset: number; isFar: boolean },
): Buffer {
  const extra = isFar ? numbers([2, 1], [2, 8], [8, offset]) : Buffer.alloc(0);
  const head = numbers(
    [4, 0x02014b50],
    [2, isFar ? 45 : 20],
    [2, isFar ? 45 : 20],
    [2, UTF8_AND_DESCRIPTOR],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, bytes],
    [4, bytes],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, isFar ? LARGEST_32 : offset],
  );
  return Buffer.concat([head, name, extra]);
}

type Ending = { count: number; bytes: number; offset: number; isFar: boolean };

function ending({ count, bytes, offset, isFar: far }: Ending): Buffer {
  const isFar = far || count > 0xfffe;
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, isFar ? 0xffff : count],
    [2, isFar ? 0xffff : count],
    [4, isFar ? LARGEST_32 : bytes],
    [4, isFar ? LARGEST_32 : offset],
    [2, 0],
  );
  if (!isFar) return end;
  const record = numbers(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, bytes],
    [8, offset],
  );
  const locator = numbers([4, 0x07064b50], [4, 0], [8, offset + bytes], [4, 1]);
  return Buffer.concat([record, locator, end]);
}

function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}
