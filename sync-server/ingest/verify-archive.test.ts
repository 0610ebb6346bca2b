import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenArchives } from './broken-archives.ts';
import { makeArchive } from './make-archive.ts';
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

test('a session without a single interaction passes', async () => {
  const { bytes } = makeArchive({ products: [], scenarioId: null });
  expect((await verifyArchive(await fileOf(bytes))).manifest.session.interactions).toBe(0);
});

test('a session of hundreds of interactions is read within bounded memory', async () => {
  const products = Array.from({ length: 400 }, (_, index) => `Lamp ${index}`);
  const { bytes } = makeArchive({ products });
  expect((await verifyArchive(await fileOf(bytes))).manifest.session.pictures).toBe(400);
});

describe('a broken archive is refused with a sentence that says what is wrong:', () => {
  test.each(brokenArchives())('$name', async ({ bytes, says, code = 'ARCHIVE_INVALID' }) => {
    const refusal = await verifyArchive(await fileOf(bytes)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(says) });
  });
});

test('no single changed byte of an archive goes unnoticed', async () => {
  const { bytes } = makeArchive({ products: ['Oak desk lamp'] });
  let noticed = 0;
  const step = 7;
  for (let at = 0; at < bytes.length; at += step) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    const answer = await verifyArchive(await fileOf(changed)).catch((error: unknown) => error);
    if (answer instanceof Error) {
      expect(answer).toMatchObject({ code: expect.stringContaining('ARCHIVE') });
      noticed++;
    } else {
      // Times and the system that wrote an entry mean nothing to us, and are in no digest but the archive's own.
      expect(at).toBeGreaterThan(0);
    }
  }
  expect(noticed / Math.ceil(bytes.length / step)).toBeGreaterThan(0.97);
});
