import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import { makeArchive, type MadeArchive, sha256Of, zip } from '../ingest/make-archive.ts';
import { importArchives, type PutArchive } from './import-archives.ts';

const PARTICIPANT = newId(Date.UTC(2026, 0, 1));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-import-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A server that takes everything in, and keeps what it was given. */
function server() {
  const put: Parameters<PutArchive>[0][] = [];
  const take: PutArchive = async (archive) => {
    put.push(archive);
    const { sessionId, sha256 } = archive;
    const receipt = { sessionId, archiveSha256: sha256, bytes: 1, storedAt: 1, verdict: 'accepted' } as const;
    return { receipt: { receipt: 'codesight', ...receipt, duplicate: false } };
  };
  return { put, take };
}

const save = async (name: string, content: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const together = (archives: readonly MadeArchive[]): Uint8Array =>
  zip(archives.map(({ sessionId, bytes }) => [`${sessionId}.codesight.zip`, bytes] as const));

test('one archive, a file of several and a folder of both come in byte for byte, under their own session and participant', async () => {
  const archives = Array.from({ length: 3 }, () => makeArchive({ participantId: PARTICIPANT }));
  const [first, ...others] = archives;
  if (first === undefined) throw new Error('there are three');
  await save('alone.codesight.zip', first.bytes);
  await mkdir(join(folder, 'below'));
  await save('below/several.zip', together(others));
  await save('notes.txt', Buffer.from('not looked at'));
  const { put, take } = server();
  const report = await importArchives(folder, { participant: undefined, put: take });
  expect(report).toMatchObject({ takenIn: 3, thereAlready: 0, refused: 0 });
  expect(put.map(({ sessionId, participantId, sha256 }) => ({ sessionId, participantId, sha256 }))).toEqual(
    archives.map(({ sessionId, sha256 }) => ({ sessionId, participantId: PARTICIPANT, sha256 })),
  );
});

test('nothing of what was taken out of a file stays behind, also when the server refuses', async () => {
  const path = await save('several.zip', together([makeArchive({ participantId: PARTICIPANT })]));
  const working = join(folder, 'working');
  await mkdir(working);
  vi.stubEnv('TMPDIR', working);
  const seen: string[][] = [];
  const refusing: PutArchive = async () => {
    seen.push(await readdir(working));
    return { refusal: 'The server is full.' };
  };
  await expect(importArchives(path, { participant: undefined, put: refusing })).rejects.toThrow('The server is full.');
  expect([seen.flat().length, await readdir(working)]).toEqual([1, []]);
  vi.unstubAllEnvs();
});

test('who is named to own an archive of somebody else is told whose it is, and nothing is sent', async () => {
  const path = await save('one.codesight.zip', makeArchive({ participantId: PARTICIPANT }).bytes);
  const { put, take } = server();
  const other = newId(Date.UTC(2026, 0, 2));
  await expect(importArchives(path, { participant: other, put: take })).rejects.toThrow(
    `It is of the participant ${PARTICIPANT}, not of ${other}.`,
  );
  expect(put).toEqual([]);
});

test('a ZIP file of anything else is refused as such, whatever it is called or holds', async () => {
  const { put, take } = server();
  const given = { participant: undefined, put: take };
  const one = makeArchive({ participantId: PARTICIPANT });
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.from('PK'), /no ZIP file, or a damaged one/],
    [zip([]), /neither an archive nor a file of archives/],
    [zip([['letter.txt', Buffer.from('dear study')]]), /neither an archive nor a file of archives/],
    [zip([['folder/x.codesight.zip', one.bytes]]), /neither an archive nor a file of archives/],
    [zip([['x.codesight.zip', Buffer.from('nothing')]]), /no ZIP file, or a damaged one/],
    [zip([['manifest.json', Buffer.from('{"session":{}}')]]), /Its manifest cannot be read/],
    [zip([['manifest.json', Buffer.from('{')]]), /Its manifest cannot be read/],
  ];
  for (const [content, reason] of cases) {
    const path = await save(`${sha256Of(content).slice(0, 8)}.zip`, content);
    await expect(importArchives(path, given)).rejects.toThrow(reason);
  }
  expect(put).toEqual([]);
});

test('a folder without archives says so', async () => {
  await save('notes.txt', Buffer.from('none'));
  await expect(importArchives(folder, { participant: undefined, put: server().take })).rejects.toThrow(
    'There is no archive (*.zip) in',
  );
});
