import { randomBytes } from 'node:crypto';
import { shareReadings } from '../../shared/archive/share-readings.ts';
import type { Manifest } from '../../shared/archive/manifest.ts';
import type { BrokenArchive } from './broken-archives.ts';
import { makeArchive, sha256Of } from './make-archive.ts';

/** A good ZIP file that holds something else than it should. */
export function brokenContents(): BrokenArchive[] {
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
  const { sample } = makeArchive();
  const shared = shareReadings(sample);
  const line = JSON.stringify(shared.interactions[0]);
  const example = JSON.stringify(sample.examples[0]);
  const spare = [...shared.readings, '"- main"', ''].join('\n');
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
    { name: 'a list where a session should be', bytes: withFile('session.json', '[]'), says: 'session.json is not as' },
    {
      name: 'a number where an outcome should be',
      bytes: withFile('outcome.json', '7'),
      says: 'outcome.json is not as',
    },
    {
      name: 'a word where a number should be',
      bytes: makeArchive({
        change: ({ interactions: [first] }) => void (first && Object.assign(first, { tabId: '1' })),
      }).bytes,
      says: 'tabId',
    },
    {
      name: 'an interaction with a field more',
      bytes: makeArchive({ change: ({ interactions: [first] }) => void (first && Object.assign(first, { more: 1 })) })
        .bytes,
      says: 'line 1 of interactions.jsonl',
    },
    {
      name: 'what sets the prototype of objects',
      bytes: withFile('outcome.json', '{"__proto__":{"completed":true}}'),
      says: 'outcome.json is not as',
    },
    {
      name: 'a million lines of nothing',
      bytes: withFile('interactions.jsonl', '\n'.repeat(1_000_000)),
      says: 'line 1 of interactions.jsonl',
    },
    {
      name: 'more examples than a session may have',
      bytes: withFile('training.jsonl', `${example}\n`.repeat(20_001)),
      says: 'more than 20000 lines',
    },
    { name: 'a line that is cut off', bytes: withFile('interactions.jsonl', line), says: 'last line' },
    {
      name: 'a line that is no interaction',
      bytes: withFile('interactions.jsonl', '{"id":1}\n'),
      says: 'line 1 of interactions.jsonl',
    },
    { name: 'a reading that is missing', bytes: withFile('readings.jsonl', ''), says: 'a reading is missing' },
    { name: 'a reading of no page', bytes: withFile('readings.jsonl', spare), says: 'readings of no page' },
    {
      name: 'a reading that is none',
      bytes: withFile('readings.jsonl', '{}\n'),
      says: 'line 1 of readings.jsonl is not as it should be',
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
  ];
}

const accepted = (manifest: Manifest) => ({ ...manifest, session: { ...manifest.session, verdict: 'accepted' } });

const wrongDigest = (manifest: Manifest) => ({
  ...manifest,
  files: manifest.files.map((file, index) => (index === 2 ? { ...file, sha256: 'a'.repeat(64) } : file)),
});
