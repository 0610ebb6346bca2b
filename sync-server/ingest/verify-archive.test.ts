import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenArchives } from './broken-archives.ts';
import { makeArchive, sha256Of } from './make-archive.ts';
import { samplePicture } from './sample-picture.ts';
import type { SampleSession } from './sample-session.ts';
import { sampleAudio } from './sample-audio.ts';
import { readTraining } from './read-training.ts';
import { verifyArchive } from './verify-archive.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, crypto.randomUUID());
  await writeFile(path, bytes);
  return path;
}

const aPatch = (): Buffer => samplePicture({ width: 10, height: 10, rgb: [1, 2, 3] });

/** Lets the first interaction's second picture be made of the first one and a patch. */
function repeatFrame(fault: { base?: string; picture?: string; x?: number; patch?: Buffer } = {}) {
  return (sample: SampleSession): void => {
    const shown = sample.interactions[0]?.screenshots;
    if (!shown || !('sha256' in shown.after)) throw new Error('a sample has pictures');
    const patch = fault.patch ?? aPatch();
    sample.pictures.set(sha256Of(patch), patch);
    const { base = shown.after.sha256, picture = sha256Of(patch), x = 5 } = fault;
    const patches = [{ x, y: 5, width: 10, height: 10, atX: 0, atY: 0 }];
    const delta = { sources: [base], shade: null, moved: [], atlas: [picture], patches };
    sample.deltas.push(delta);
    shown.after = { ...shown.after, sha256: sha256Of(Buffer.from(JSON.stringify(delta))) };
  };
}

test('an archive as the extension seals it passes, and says what the database keeps', async () => {
  const { bytes, manifest, sample } = makeArchive();
  expect(await verifyArchive(await fileOf(bytes))).toEqual({
    manifest,
    session: sample.session,
    outcome: sample.outcome,
    qualityReport: sample.qualityReport,
  });
});

test('its training examples can be read again', async () => {
  const { bytes, sample } = makeArchive();
  const lines = await Array.fromAsync(readTraining(await fileOf(bytes)));
  expect(lines.map((line) => JSON.parse(line))).toEqual(sample.examples);
});

test('a session with narration passes', async () => {
  const { bytes } = makeArchive({ audio: sampleAudio() });
  const { session, manifest } = await verifyArchive(await fileOf(bytes));
  expect(session.narration).toMatchObject({ durationMs: 2_000 });
  expect(manifest.files.map(({ path }) => path)).toContain('audio.webm');
});

test('a session without a single interaction passes', async () => {
  const { bytes } = makeArchive({ products: [], scenarioId: null });
  expect((await verifyArchive(await fileOf(bytes))).manifest.session.interactions).toBe(0);
});

test('a session of hundreds of interactions is read within bounded memory', async () => {
  const products = Array.from({ length: 400 }, (_, index) => `Lamp ${index}`);
  const { bytes } = makeArchive({ products });
  expect((await verifyArchive(await fileOf(bytes))).manifest.session.pictures).toBe(400);
});

test('frames that repeat others pass when all that they are made of is there', async () => {
  const { bytes, manifest } = makeArchive({ change: repeatFrame() });
  const verified = await verifyArchive(await fileOf(bytes));
  expect(verified.manifest.session.pictures).toBe(manifest.session.pictures);
  expect(manifest.session.pictures).toBe(4); // three pages, and the one that repeats the first
});

test.each([
  ['made of a picture that is not there', { base: 'f'.repeat(64) }, 'does not come before it'],
  ['made of a patch that is not there', { picture: 'f'.repeat(64) }, 'is missing'],
  ['with a patch beside it', { x: 1275 }, 'outside'],
  ['with a patch that is none', { patch: Buffer.from('<svg onload="alert(1)"/>'.padEnd(64)) }, 'not a WebP picture'],
  [
    'with a patch that is cut off',
    { patch: aPatch().subarray(0, -2) },
    'part 1 of "screenshots/parts.pack" is cut off',
  ],
  ['with something behind its patches', { patch: Buffer.concat([aPatch(), Buffer.from('<script>')]) }, 'part 2 of'],
  ['with a patch that is there twice', { patch: Buffer.concat([aPatch(), aPatch()]) }, 'was there before'],
])('a frame %s is refused', async (_name, fault, says) => {
  const { bytes } = makeArchive({ change: repeatFrame(fault) });
  await expect(verifyArchive(await fileOf(bytes))).rejects.toThrow(says);
});

test('a frame of another size than is said of it is refused', async () => {
  const { bytes } = makeArchive({
    change(sample) {
      const shown = sample.interactions[0]?.screenshots;
      if (shown && 'sha256' in shown.before) Object.assign(shown, { before: { ...shown.before, width: 640 } });
    },
  });
  await expect(verifyArchive(await fileOf(bytes))).rejects.toThrow('size');
});

describe('a broken archive is refused with a sentence that says what is wrong:', () => {
  test.each(brokenArchives())('$name', async ({ bytes, says, code = 'ARCHIVE_INVALID' }) => {
    const refusal = await verifyArchive(await fileOf(bytes)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(says) });
  });
});

const DESCRIPTOR = Buffer.from('PK\x07\x08');

test('R7.4: no changed byte of an archive goes unnoticed, whatever it means to others', async () => {
  const { bytes } = makeArchive({ products: ['Oak desk lamp'] });
  const directoryAt = Buffer.from(bytes.buffer).readUInt32LE(bytes.length - 6);
  const content = Array.from({ length: Math.floor(directoryAt / 7) }, (_, index) => index * 7);
  const directory = Array.from({ length: bytes.length - directoryAt }, (_, index) => directoryAt + index);
  const unnoticed: number[] = [];
  for (const at of [...content, ...directory]) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const answer = await verifyArchive(await fileOf(changed)).catch((error: unknown) => error);
    if (answer instanceof Error) expect(answer).toMatchObject({ code: expect.stringContaining('ARCHIVE') });
    // What is left of the last byte behind the end of deflated data is read by nobody.
    else if (!Buffer.from(bytes.subarray(at + 1, at + 5)).equals(DESCRIPTOR)) unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
});
