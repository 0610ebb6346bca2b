import { deflateRawSync } from 'node:zlib';
import type { BrokenArchive } from './broken-archives.ts';
import { entriesOf } from './broken-containers.ts';
import type { MadeArchive } from './make-archive.ts';
import { type RawEntry, rawZip } from './raw-zip.ts';

const GIB = 1024 * 1024 * 1024;
const UNIX = (3 << 8) | 20;
/** "Look into the ZIP64 field", with that field. */
const ZIP64_SIZE = 0xffffffff;
const zip64Field = Buffer.concat([Buffer.from([1, 0, 16, 0]), Buffer.alloc(16, 1)]);

/** Wrong in what is said of one entry, or in its data. */
export function brokenEntries(good: MadeArchive): BrokenArchive[] {
  const entries = entriesOf(good);
  const second = (changes: Partial<RawEntry>) =>
    rawZip(entries.map((entry, index) => (index === 1 ? { ...entry, ...changes } : entry)));
  const inDirectory = (directory: RawEntry['directory']) => second({ directory: directory ?? {} });
  const content = entries[1]?.content ?? Buffer.alloc(0);
  const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  const behind = Buffer.concat([deflateRawSync(content), Buffer.from('hidden')]);
  const table: readonly [name: string, bytes: Uint8Array<ArrayBuffer>, says: string][] = [
    ['a wrong CRC-32', second({ crc: 1 }), 'CRC-32'],
    ['an encrypted entry', second({ flags: 1 | (1 << 3) }), 'encrypted'],
    ['an entry with strong encryption', second({ flags: (1 << 3) | (1 << 6) }), 'flags'],
    ['an unknown method', second({ method: 12, data: content }), 'method 12'],
    ['unknown flags', second({ flags: (1 << 3) | (1 << 5) }), 'flags'],
    ['a name that says to be UTF-8', second({ flags: (1 << 3) | (1 << 11) }), 'flags'],
    ['sizes before the content', second({ flags: 0 }), 'flags'],
    ['a newer version', second({ versionNeeded: 45 }), 'newer version'],
    ['another moment', second({ moment: 0x5b6f8a00 }), 'no archive of ours says'],
    ['a symbolic link', inDirectory({ versionMadeBy: UNIX, externalAttributes: 0xa1ff0000 }), 'link'],
    ['a link that says to be of DOS', inDirectory({ externalAttributes: 0xa1ff0000 }), 'link'],
    ['a device', inDirectory({ versionMadeBy: UNIX, externalAttributes: 0x21b60000 }), 'link or a folder'],
    ['a folder', inDirectory({ externalAttributes: 0x10 }), 'folder'],
    ['the rights of a file', inDirectory({ versionMadeBy: UNIX, externalAttributes: 0x81a40000 }), 'attributes'],
    ['another system', inDirectory({ versionMadeBy: UNIX }), 'no archive of ours says'],
    ['a text, as it says', inDirectory({ internalAttributes: 1 }), 'no archive of ours says'],
    ['another disk', inDirectory({ disk: 1 }), 'no archive of ours says'],
    ['an extra field', second({ extra: Buffer.from([1, 0, 0, 0]) }), 'extra field'],
    ['a comment on an entry', inDirectory({ comment: 'hi' }), 'comment'],
    ['two names of one length', second({ local: { path: 'outcome.jsxn' } }), 'contradict'],
    ['a name that is shorter in the directory', inDirectory({ path: 'session.jso' }), 'does not begin where'],
    ['two sizes', inDirectory({ size: 5 }), 'size'],
    ['two methods', second({ local: { method: 0 } }), 'contradict'],
    ['two checksums', second({ local: { crc: 7 } }), 'contradict'],
    ['two moments', second({ local: { moment: 0 } }), 'contradict'],
    ['a checksum behind it that is another', second({ descriptor: Buffer.alloc(16, 1) }), 'does not fit'],
    ['ZIP64 in its sizes', second({ size: ZIP64_SIZE, compressedSize: ZIP64_SIZE, extra: zip64Field }), 'extra field'],
    ['ZIP64 beside its sizes', second({ extra: zip64Field, versionNeeded: 45 }), 'newer version'],
    ['ZIP64 in its place', inDirectory({ offset: ZIP64_SIZE }), 'does not begin where'],
    ['a size that is too small', second({ size: content.length - 1 }), 'size'],
    ['a size that is too large', second({ size: content.length + 1 }), 'size'],
    ['a compressed size that is too large', second({ compressedSize: 1_000_000 }), 'does not begin where'],
    ['data that cannot be inflated', second({ data: Buffer.alloc(50, 0xff) }), 'decompressed'],
    ['something behind the compressed data', second({ data: behind }), 'hidden behind'],
    ['two gigabytes, declared', second({ size: 2 * GIB - 1, data: zeros }), 'bytes; 134217728 are allowed'],
    ['64 MB of zeros, declared', second({ content: Buffer.alloc(64 * 1024 * 1024) }), 'times over'],
    ['zeros that say they are small', bomb(entries), 'larger than it says'],
  ];
  return table.map(([name, bytes, says]) => ({ name, bytes, says }));
}

/** Everything in it is as announced, until its session.json begins to inflate. */
function bomb(entries: RawEntry[]): Uint8Array<ArrayBuffer> {
  const data = deflateRawSync(Buffer.alloc(256 * 1024 * 1024, ' '));
  return rawZip(entries.map((entry, index) => (index === 1 ? { ...entry, data } : entry)));
}
