import { shareReadings } from '../../shared/archive/share-readings.ts';
import type { BrokenArchive } from './broken-archives.ts';
import { type MadeArchive, zip } from './make-archive.ts';
import { type RawEnd, type RawEntry, rawZip } from './raw-zip.ts';

/** The good archive's entries, to be changed and written again. */
export function entriesOf({ manifest, sample }: MadeArchive): RawEntry[] {
  const shared = shareReadings(sample);
  const text: Record<string, string> = {
    'session.json': JSON.stringify(sample.session),
    'readings.jsonl': shared.readings.map((line) => `${line}\n`).join(''),
    'interactions.jsonl': shared.interactions.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'frames.jsonl': sample.deltas.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'steps.jsonl': shared.steps.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'training.jsonl': sample.examples.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'outcome.json': JSON.stringify(sample.outcome),
    'quality-report.json': JSON.stringify(sample.qualityReport),
  };
  const pictures = [...sample.pictures].map(([sha, content]) => ({ path: `screenshots/${sha}.webp`, content }));
  const documents = Object.entries(text).map(([path, content]) => ({ path, content: Buffer.from(content) }));
  return [{ path: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }, ...documents, ...pictures];
}

/** Wrong as a ZIP file, whatever is in it. */
export function brokenContainers(good: MadeArchive): BrokenArchive[] {
  const { bytes } = good;
  const entries = entriesOf(good);
  const rebuilt = (end: RawEnd) => rawZip(entries, end);
  const withEntry = (extra: RawEntry) => rawZip([...entries, extra]);
  const hidden = Buffer.from('hidden');
  return [
    { name: 'nothing at all', bytes: new Uint8Array(1), says: 'too short' },
    { name: 'something else', bytes: new Uint8Array(4096).fill(65), says: 'does not end like a ZIP file' },
    { name: 'cut off in the middle', bytes: bytes.slice(0, bytes.length >> 1), says: 'cut off' },
    { name: 'cut off by one byte', bytes: bytes.slice(0, -1), says: 'cut off' },
    { name: 'something after the end', bytes: rebuilt({ after: hidden }), says: 'something was added' },
    { name: 'a comment', bytes: rebuilt({ comment: 'hello' }), says: 'something was added' },
    { name: 'something before the start', bytes: rebuilt({ before: hidden }), says: 'does not begin where' },
    { name: 'something between entries', bytes: rebuilt({ betweenEntries: hidden }), says: 'does not begin where' },
    { name: 'too few entries counted', bytes: rebuilt({ count: 3 }), says: 'directory' },
    { name: 'too many entries counted', bytes: rebuilt({ count: 60_000 }), says: 'entries' },
    { name: 'so many entries that ZIP64 counts them', bytes: rebuilt({ count: 0xffff }), says: 'ZIP64' },
    {
      name: 'a directory of which ZIP64 knows the place',
      bytes: rebuilt({ directoryOffset: 0xffffffff }),
      says: 'ZIP64',
    },
    {
      name: 'a directory of which ZIP64 knows the size',
      bytes: rebuilt({ directoryBytes: 0xffffffff }),
      says: 'ZIP64',
    },
    { name: 'a directory that lies elsewhere', bytes: rebuilt({ directoryOffset: 0 }), says: 'directory is not where' },
    { name: 'an empty archive', bytes: rawZip([]), says: '0 entries' },
    { name: 'an archive in an archive', bytes: zip([['manifest.json', bytes]]), says: 'not UTF-8' },
    { name: 'the same name twice', bytes: rawZip([...entries, ...entries.slice(-1)]), says: 'twice' },
    {
      name: 'the same name in other letters',
      bytes: withEntry({ path: 'SESSION.json', content: Buffer.from('{}') }),
      says: 'twice',
    },
    { name: 'a file that is not listed', bytes: withEntry({ path: 'notes.txt', content: hidden }), says: 'not listed' },
    { name: 'a file of the list missing', bytes: rawZip(entries.slice(0, -1)), says: 'is missing' },
    {
      name: 'files in another order',
      bytes: rawZip([...entries.slice(0, 1), ...entries.slice(1).toReversed()]),
      says: 'stands where',
    },
    { name: 'no manifest', bytes: rawZip(entries.slice(1)), says: 'instead of manifest.json' },
    { name: 'two entries on the same bytes', bytes: overlapping(entries), says: 'does not begin where' },
    ...['../evil.json', '/etc/passwd', 'C:/evil.json', 'a\\b.json', 'a/../../b', 'a//b', 'a\0b', '.', 'sub/'].map(
      (path) => ({
        name: `the path ${JSON.stringify(path)}`,
        bytes: withEntry({ path, content: hidden }),
        says: 'cannot be accepted',
      }),
    ),
  ];
}

function overlapping(entries: RawEntry[]): Uint8Array<ArrayBuffer> {
  const [first, second, ...rest] = entries;
  if (first === undefined || second === undefined) throw new Error('a good archive has entries');
  return rawZip([first, { ...second, directory: { offset: 0 } }, ...rest]);
}
