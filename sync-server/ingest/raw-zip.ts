import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of which everything can be wrong: what is not given is as it should be. */
export type RawEntry = {
  path: string;
  content: Buffer;
  method?: number;
  flags?: number;
  /** The bytes that stand in the file instead of the compressed content. */
  data?: Buffer;
  crc?: number;
  size?: number;
  versionMadeBy?: number;
  versionNeeded?: number;
  externalAttributes?: number;
  extra?: Buffer;
  /** In the directory only. */
  directory?: { path?: string; offset?: number; size?: number; comment?: string };
};

export type RawEnd = { comment?: string; count?: number; before?: Buffer; after?: Buffer; betweenEntries?: Buffer };

/** Writes a ZIP file field by field (APPNOTE.TXT), for tests that need a broken one. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [end.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let offset = end.before?.length ?? 0;
  for (const entry of entries) {
    const local = localPart(entry);
    directory.push(directoryPart(entry, entry.directory?.offset ?? offset));
    parts.push(local, end.betweenEntries ?? Buffer.alloc(0));
    offset += local.length + (end.betweenEntries?.length ?? 0);
  }
  const directoryBytes = Buffer.concat(directory);
  const comment = Buffer.from(end.comment ?? '');
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.count ?? entries.length, 8);
  record.writeUInt16LE(end.count ?? entries.length, 10);
  record.writeUInt32LE(directoryBytes.length, 12);
  record.writeUInt32LE(offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...parts, directoryBytes, record, comment, end.after ?? Buffer.alloc(0)]));
}

const methodOf = ({ method, path }: RawEntry) =>
  method ?? (path === 'manifest.json' || /\.web[mp]$/.test(path) ? 0 : 8);

function dataOf(entry: RawEntry): Buffer {
  return entry.data ?? (methodOf(entry) === 8 ? deflateRawSync(entry.content) : entry.content);
}

/** From the version needed up to the length of the extra field: the same in both headers. */
function commonPart(entry: RawEntry, path: Buffer, size: number): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(entry.versionNeeded ?? 20, 0);
  common.writeUInt16LE(entry.flags ?? 0, 2);
  common.writeUInt16LE(methodOf(entry), 4);
  common.writeUInt32LE(0x00210000, 6); // 1980-01-01
  common.writeUInt32LE(entry.crc ?? crc32(entry.content), 10);
  common.writeUInt32LE(dataOf(entry).length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(path.length, 22);
  common.writeUInt16LE(entry.extra?.length ?? 0, 24);
  return common;
}

function localPart(entry: RawEntry): Buffer {
  const path = Buffer.from(entry.path);
  const signature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  const common = commonPart(entry, path, entry.size ?? entry.content.length);
  return Buffer.concat([signature, common, path, entry.extra ?? Buffer.alloc(0), dataOf(entry)]);
}

function directoryPart(entry: RawEntry, offset: number): Buffer {
  const path = Buffer.from(entry.directory?.path ?? entry.path);
  const comment = Buffer.from(entry.directory?.comment ?? '');
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(entry.versionMadeBy ?? 20, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt16LE(comment.length, 0);
  tail.writeUInt32LE(entry.externalAttributes ?? 0, 6);
  tail.writeUInt32LE(offset, 10);
  const common = commonPart(entry, path, entry.directory?.size ?? entry.size ?? entry.content.length);
  return Buffer.concat([head, common, tail, path, entry.extra ?? Buffer.alloc(0), comment]);
}
