import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Manifest } from '../../shared/archive/manifest.ts';
import { type MadeArchive, makeArchive, sha256Of, zip } from './make-archive.ts';
import { sampleAudio } from './sample-audio.ts';
import type { SampleSession } from './sample-session.ts';
import { type RawEnd, type RawEntry, rawZip } from './raw-zip.ts';

/** A file that must be refused, and a part of the sentence that says why. */
export type BrokenArchive = { name: string; bytes: Uint8Array<ArrayBuffer>; says: string; code?: string };

const GIB = 1024 * 1024 * 1024;

/** Every way of being wrong that is known to have broken somebody's ZIP reader, and those of our own format. */
export function brokenArchives(): BrokenArchive[] {
  const good = makeArchive();
  return [...brokenContainers(good), ...brokenEntries(good), ...brokenContents()];
}

/** The good archive's entries, to be changed and written again. */
function entriesOf({ manifest, sample }: MadeArchive): RawEntry[] {
  const text: Record<string, string> = {
    'session.json': JSON.stringify(sample.session),
    'interactions.jsonl': sample.interactions.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'frames.jsonl': sample.deltas.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'steps.jsonl': sample.steps.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'training.jsonl': sample.examples.map((row) => `${JSON.stringify(row)}\n`).join(''),
    'outcome.json': JSON.stringify(sample.outcome),
    'quality-report.json': JSON.stringify(sample.qualityReport),
  };
  const pictures = [...sample.pictures].map(([sha, content]) => ({ path: `screenshots/${sha}.webp`, content }));
  const documents = Object.entries(text).map(([path, content]) => ({ path, content: Buffer.from(content) }));
  return [{ path: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }, ...documents, ...pictures];
}

function brokenContainers(good: MadeArchive): BrokenArchive[] {
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

function brokenEntries(good: MadeArchive): BrokenArchive[] {
  const entries = entriesOf(good);
  const second = (changes: Partial<RawEntry>) =>
    rawZip(entries.map((entry, index) => (index === 1 ? { ...entry, ...changes } : entry)));
  const content = entries[1]?.content ?? Buffer.alloc(0);
  const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
  return [
    { name: 'a wrong CRC-32', bytes: second({ crc: 1 }), says: 'CRC-32' },
    { name: 'an encrypted entry', bytes: second({ flags: 1 }), says: 'encrypted' },
    { name: 'an unknown method', bytes: second({ method: 12, data: content }), says: 'method 12' },
    { name: 'unknown flags', bytes: second({ flags: 1 << 5 }), says: 'flags' },
    { name: 'a newer version', bytes: second({ versionNeeded: 45 }), says: 'newer version' },
    {
      name: 'a symbolic link',
      bytes: second({ versionMadeBy: (3 << 8) | 20, externalAttributes: 0xa1ff0000 }),
      says: 'link',
    },
    { name: 'a folder', bytes: second({ externalAttributes: 0x10 }), says: 'folder' },
    { name: 'an extra field', bytes: second({ extra: Buffer.from([1, 0, 0, 0]) }), says: 'extra field' },
    { name: 'a comment on an entry', bytes: second({ directory: { comment: 'hi' } }), says: 'comment' },
    { name: 'two names', bytes: second({ directory: { path: 'outcome.jso' } }), says: 'contradict' },
    { name: 'two sizes', bytes: second({ directory: { size: 5 } }), says: 'different sizes' },
    { name: 'a size that is too small', bytes: second({ size: content.length - 1 }), says: 'size' },
    { name: 'a size that is too large', bytes: second({ size: content.length + 1 }), says: 'size' },
    { name: 'data that cannot be inflated', bytes: second({ data: Buffer.alloc(50, 0xff) }), says: 'decompressed' },
    {
      name: 'something behind the compressed data',
      bytes: second({ data: Buffer.concat([deflateRawSync(content), Buffer.from('hidden')]) }),
      says: 'hidden behind',
    },
    {
      name: 'two gigabytes, declared',
      bytes: second({ size: 2 * GIB - 1, data: zeros }),
      says: 'bytes; 134217728 are allowed',
    },
    {
      name: '64 MB of zeros, declared',
      bytes: second({ content: Buffer.alloc(64 * 1024 * 1024) }),
      says: 'times over',
    },
    { name: 'zeros that say they are small', bytes: bomb(good), says: 'larger than it says' },
  ];
}

/** Everything in it is as announced, until its session.json begins to inflate. */
function bomb(good: MadeArchive): Uint8Array<ArrayBuffer> {
  const entries = entriesOf(good);
  const data = deflateRawSync(Buffer.alloc(256 * 1024 * 1024, ' '));
  return rawZip(entries.map((entry, index) => (index === 1 ? { ...entry, data } : entry)));
}

function brokenContents(): BrokenArchive[] {
  const withManifest = (change: (manifest: Manifest) => unknown) => makeArchive({ manifest: change }).bytes;
  const withFile = (path: string, content: string | Buffer) => {
    const replaced = Buffer.from(content);
    return makeArchive({
      files: (files) => files.set(path, replaced),
      manifest: (manifest) => ({
        ...manifest,
        files: manifest.files.map((file) =>
          file.path === path ? { path, bytes: replaced.length, sha256: sha256Of(replaced) } : file,
        ),
      }),
    }).bytes;
  };
  const unknown = 'ARCHIVE_VERSION_UNKNOWN';
  const summary = (changes: object) =>
    withManifest((manifest) => ({ ...manifest, session: { ...manifest.session, ...changes } }));
  const line = JSON.stringify(makeArchive().sample.interactions[0]);
  return [
    {
      name: 'a later version',
      bytes: withManifest((m) => ({ ...m, version: 7, more: 1 })),
      says: 'version 7',
      code: unknown,
    },
    { name: 'version zero', bytes: withManifest((m) => ({ ...m, version: 0 })), says: 'version 0', code: unknown },
    { name: 'another format', bytes: withManifest(() => ({ format: 'zip' })), says: 'not the manifest' },
    { name: 'an unknown field', bytes: withManifest((m) => ({ ...m, more: 1 })), says: 'manifest.json is not' },
    { name: 'a wrong SHA-256 in the manifest', bytes: withManifest(wrongDigest), says: 'SHA-256 of' },
    {
      name: 'a wrong count of interactions',
      bytes: summary({ interactions: 99 }),
      says: "the manifest's interactions",
    },
    { name: 'a wrong count of examples', bytes: summary({ examples: 0 }), says: "the manifest's examples" },
    { name: 'a better quality than the report', bytes: summary({ quality: 1 }), says: "the manifest's quality" },
    {
      name: 'a better verdict than the report',
      bytes: makeArchive({ verdict: 'rejected', manifest: accepted }).bytes,
      says: "the manifest's verdict",
    },
    { name: 'no JSON', bytes: withFile('session.json', '{'), says: 'session.json is not JSON' },
    {
      name: 'JSON of another shape',
      bytes: withFile('session.json', '{}'),
      says: 'session.json is not as it should be',
    },
    { name: 'no UTF-8', bytes: withFile('outcome.json', Buffer.from([0xff, 0xfe])), says: 'not UTF-8' },
    { name: 'a byte order mark', bytes: withFile('outcome.json', '\uFEFF{}'), says: 'byte order mark' },
    {
      name: 'a NUL character',
      bytes: makeArchive({ change: (s) => void (s.session.gaveUpReason = 'a\0b') }).bytes,
      says: 'characters',
    },
    {
      name: 'half a character',
      bytes: makeArchive({ change: (s) => void (s.session.gaveUpReason = 'a\ud800b') }).bytes,
      says: 'characters',
    },
    {
      name: 'JSON that is nested too deeply',
      bytes: withFile('outcome.json', `{"a":${'['.repeat(200_000)}\\u0000`),
      says: 'not JSON',
    },
    { name: 'a line that is cut off', bytes: withFile('interactions.jsonl', line), says: 'last line' },
    {
      name: 'a line that is no interaction',
      bytes: withFile('interactions.jsonl', '{"id":1}\n'),
      says: 'line 1 of interactions.jsonl',
    },
    { name: 'an empty line', bytes: withFile('training.jsonl', '\n'), says: 'line 1 of training.jsonl' },
    {
      name: 'a line that is too long',
      bytes: withFile('steps.jsonl', `${randomBytes(600_000).toString('hex')}\n`),
      says: 'longer than',
    },
    {
      name: 'the same interaction twice',
      bytes: makeArchive({ change: ({ interactions }) => void interactions.push(...interactions.slice(0, 1)) }).bytes,
      says: 'was there before',
    },
    {
      name: 'a step of an interaction that is not there',
      bytes: makeArchive({ change: ({ interactions }) => void interactions.pop() }).bytes,
      says: 'names an interaction',
    },
    {
      name: 'an interaction of another session',
      bytes: makeArchive({
        change: ({ interactions: [first] }) => void (first && (first.sessionId = crypto.randomUUID())),
      }).bytes,
      says: 'belongs to another session',
    },
    {
      name: 'a picture that is spoken of and missing',
      bytes: makeArchive({ change: ({ pictures }) => pictures.clear() }).bytes,
      says: 'is missing',
    },
    {
      name: 'a picture that is none',
      bytes: withPicture(Buffer.from('<svg onload="alert(1)"/>'.padEnd(64))),
      says: 'not a WebP picture',
    },
    { name: 'a picture with something behind it', bytes: withPicture(trailing()), says: 'not a WebP picture' },
    ...brokenAudio(),
    { name: 'a picture of 16384 pixels', bytes: withPicture(enormous()), says: '16384 × 1 pixels' },
  ];
}

function brokenAudio(): BrokenArchive[] {
  const audio = sampleAudio();
  const changed = (change: (sample: SampleSession) => void) => makeArchive({ audio, change }).bytes;
  return [
    {
      name: 'audio that is none',
      bytes: makeArchive({ audio: Buffer.from('RIFF....WAVEfmt '.padEnd(64)) }).bytes,
      says: 'not Opus audio',
    },
    {
      name: 'a film as audio',
      bytes: makeArchive({ audio: Buffer.concat([audio, Buffer.from('V_VP9')]) }).bytes,
      says: 'not Opus audio',
    },
    {
      name: 'audio without a timeline',
      bytes: changed(({ session }) => void (session.narration = null)),
      says: 'belongs to no narration',
    },
    {
      name: 'a timeline without audio',
      bytes: changed((sample) => void (sample.audio = null)),
      says: 'narration is missing',
    },
    {
      name: 'audio that nobody agreed to',
      bytes: changed(({ session }) => void (session.consent.purposes = ['recording', 'training'])),
      says: 'nobody agreed',
    },
  ];
}

const accepted = (manifest: Manifest) => ({ ...manifest, session: { ...manifest.session, verdict: 'accepted' } });

const wrongDigest = (manifest: Manifest) => ({
  ...manifest,
  files: manifest.files.map((file, index) => (index === 2 ? { ...file, sha256: 'a'.repeat(64) } : file)),
});

function withPicture(content: Buffer): Uint8Array<ArrayBuffer> {
  return makeArchive({ change: ({ pictures }) => void pictures.set(sha256Of(content), content) }).bytes;
}

function anyPicture(): Buffer {
  const [picture] = makeArchive().sample.pictures.values();
  if (picture === undefined) throw new Error('a sample has pictures');
  return Buffer.from(picture);
}

const trailing = () => Buffer.concat([anyPicture(), Buffer.from('<script>')]);

function enormous(): Buffer {
  const picture = anyPicture();
  // 14 bits for the width less one, 14 for the height less one, and the version, which stays zero.
  picture.writeUInt32LE(16_383, 21);
  return picture;
}
