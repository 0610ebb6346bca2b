import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of which everything can be wrong: what is not given is as the extension writes it. */
export type RawEntry = {
  path: string;
  content: Buffer;
  method?: number;
  flags?: number;
  /** The bytes that stand in the file instead of the compressed content. */
  data?: Buffer;
  crc?: number;
  size?: number;
  compressedSize?: number;
  versionNeeded?: number;
  /** DOS date above, DOS time below. */
  moment?: number;
  extra?: Buffer;
  /** In the directory only. */
  directory?: DirectoryFields;
  /** In the header before the content only. */
  local?: { path?: string; flags?: number; method?: number; crc?: number; compressedSize?: number; moment?: number };
  /** What stands behind the content. */
  descriptor?: Buffer;
};

type DirectoryFields = {
  path?: string;
  offset?: number;
  size?: number;
  comment?: string;
  versionMadeBy?: number;
  disk?: number;
  internalAttributes?: number;
  externalAttributes?: number;
};

export type RawEnd = {
  comment?: string;
  count?: number;
  directoryBytes?: number;
  directoryOffset?: number;
  before?: Buffer;
  after?: Buffer;
  betweenEntries?: Buffer;
};

/** Writes a ZIP file field by field (APPNOTE.TXT), for tests that need a broken one. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [end.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let offset = end.before?.length ?? 0;
  for (const entry of entries) {
    const data = dataOf(entry);
    const local = localPart(entry, data);
    directory.push(directoryPart(entry, data, entry.directory?.offset ?? offset));
    parts.push(local, end.betweenEntries ?? Buffer.alloc(0));
    offset += local.length + (end.betweenEntries?.length ?? 0);
  }
  const directoryBytes = Buffer.concat(directory);
  const comment = Buffer.from(end.comment ?? '');
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.count ?? entries.length, 8);
  record.writeUInt16LE(end.count ?? entries.length, 10);
  record.writeUInt32LE(end.directoryBytes ?? directoryBytes.length, 12);
  record.writeUInt32LE(end.directoryOffset ?? offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...parts, directoryBytes, record, comment, end.after ?? Buffer.alloc(0)]));
}

const methodOf = ({ method, path }: RawEntry) =>
  method ?? (path === 'manifest.json' || /\.web[mp]$/.test(path) ? 0 : 8);

function dataOf(entry: RawEntry): Buffer {
  return entry.data ?? (methodOf(entry) === 8 ? deflateRawSync(entry.content) : entry.content);
}

type Common = {
  flags: number;
  method: number;
  moment: number;
  crc: number;
  compressedSize: number;
  size: number;
  path: Buffer;
};

/** From the version needed up to the length of the extra field: the same in both headers. */
function commonPart({ versionNeeded, extra }: RawEntry, fields: Common): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(versionNeeded ?? 20, 0);
  common.writeUInt16LE(fields.flags, 2);
  common.writeUInt16LE(fields.method, 4);
  common.writeUInt32LE(fields.moment, 6);
  common.writeUInt32LE(fields.crc, 10);
  common.writeUInt32LE(fields.compressedSize, 14);
  common.writeUInt32LE(fields.size, 18);
  common.writeUInt16LE(fields.path.length, 22);
  common.writeUInt16LE(extra?.length ?? 0, 24);
  return common;
}

const flagsOf = ({ flags }: RawEntry) => flags ?? 1 << 3;
const momentOf = ({ moment }: RawEntry) => moment ?? 0x00216000; // 1980-01-01, 12:00
const crcOf = ({ crc, content }: RawEntry) => crc ?? crc32(content);

function localPart(entry: RawEntry, data: Buffer): Buffer {
  const { local = {} } = entry;
  const path = Buffer.from(local.path ?? entry.path);
  const signature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  const common = commonPart(entry, {
    path,
    flags: local.flags ?? flagsOf(entry),
    method: local.method ?? methodOf(entry),
    moment: local.moment ?? momentOf(entry),
    crc: local.crc ?? 0,
    compressedSize: local.compressedSize ?? 0,
    size: 0,
  });
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crcOf(entry), 4);
  descriptor.writeUInt32LE(entry.compressedSize ?? data.length, 8);
  descriptor.writeUInt32LE(entry.size ?? entry.content.length, 12);
  return Buffer.concat([signature, common, path, entry.extra ?? Buffer.alloc(0), data, entry.descriptor ?? descriptor]);
}

function directoryPart(entry: RawEntry, data: Buffer, offset: number): Buffer {
  const { directory = {} } = entry;
  const path = Buffer.from(directory.path ?? entry.path);
  const comment = Buffer.from(directory.comment ?? '');
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(directory.versionMadeBy ?? 20, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt16LE(comment.length, 0);
  tail.writeUInt16LE(directory.disk ?? 0, 2);
  tail.writeUInt16LE(directory.internalAttributes ?? 0, 4);
  tail.writeUInt32LE(directory.externalAttributes ?? 0, 6);
  tail.writeUInt32LE(offset, 10);
  const common = commonPart(entry, {
    path,
    flags: flagsOf(entry),
    method: methodOf(entry),
    moment: momentOf(entry),
    crc: crcOf(entry),
    compressedSize: entry.compressedSize ?? data.length,
    size: directory.size ?? entry.size ?? entry.content.length,
  });
  return Buffer.concat([head, common, tail, path, entry.extra ?? Buffer.alloc(0), comment]);
}
