import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MANIFEST_PATH } from '../../shared/archive/manifest.ts';
import { writeArchive } from '../../extension/seal/write-archive.ts';
import { makeArchive } from '../../sync-server/ingest/make-archive.ts';
import { openZip } from '../../sync-server/ingest/open-zip.ts';
import { readEntry } from '../../sync-server/ingest/read-entry.ts';
import { verifyArchive } from '../../sync-server/ingest/verify-archive.ts';

test('the server reads the one form that the extension writes, and the samples of its tests have it too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-format-'));
  const sample = makeArchive();
  const samplePath = join(folder, 'sample.zip');
  await writeFile(samplePath, sample.bytes);
  const contents = new Map<string, Buffer<ArrayBuffer>>();
  const zip = await openZip(samplePath);
  for (const entry of zip.entries) {
    const pieces: Buffer[] = [];
    for await (const piece of readEntry(zip, entry, undefined)) pieces.push(piece);
    contents.set(entry.path, Buffer.concat(pieces));
  }
  await zip.close();

  const files = [...contents].filter(([path]) => path !== MANIFEST_PATH);
  const isMedia = ([path]: [string, unknown]) => path.endsWith('.webp');
  const texts = files.filter((file) => !isMedia(file)).map(([path, content]) => ({ path, content }));
  const media = files.filter(isMedia).map(([path, content]) => ({ path, read: async () => new Blob([content]) }));
  const sealed = await writeArchive(sample.manifest, texts, media);
  const sealedPath = join(folder, 'sealed.zip');
  await writeFile(sealedPath, Buffer.from(await sealed.arrayBuffer()));
  expect((await verifyArchive(sealedPath)).manifest).toEqual(sample.manifest);
  expect(Buffer.from(await sealed.arrayBuffer()).equals(sample.bytes)).toBe(true);
  await rm(folder, { recursive: true });
});
