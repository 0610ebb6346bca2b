import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeArchive, sha256Of } from './make-archive.ts';

/** Of one process that does nothing but this; with its code it takes some 30 MB before it begins. */
const HEAP_MB = 128;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-memory-'));
});
afterAll(() => rm(folder, { recursive: true }));

function archiveWith(path: string, content: Buffer) {
  return makeArchive({
    files: (files) => files.set(path, content),
    manifest: (manifest) => ({
      ...manifest,
      files: manifest.files.map((file) =>
        file.path === path ? { path, bytes: content.length, sha256: sha256Of(content) } : file,
      ),
    }),
  }).bytes;
}

/** Verifies in a process with so little memory that it would end if it took much. */
async function verifyInLittleMemory(bytes: Uint8Array) {
  const path = join(folder, crypto.randomUUID());
  await writeFile(path, bytes);
  const script = `
    import { verifyArchive } from ${JSON.stringify(join(import.meta.dirname, 'verify-archive.ts'))};
    await verifyArchive(${JSON.stringify(path)}).catch((error) => console.log(error.code));
  `;
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--input-type=module', '-e', script]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

const manyObjects = (bytes: number) => {
  const objects: string[] = [];
  for (let there = 0; there < bytes; there += objects.at(-1)?.length ?? 0) objects.push(`{"${objects.length}":0}`);
  return `[${objects.join()}]`.slice(0, bytes);
};

test.each([
  ['objects of which each has another key, on the longest line', 'training.jsonl', `${manyObjects(3_000_000)}]\n`],
  ['such objects, on a longer line', 'training.jsonl', `${manyObjects(20_000_000)}]\n`],
  ['objects in objects', 'training.jsonl', `${'{"a":'.repeat(700_000)}0${'}'.repeat(600_000)}\n`],
  ['a line that never ends', 'training.jsonl', Array.from({ length: 6_000_000 }, (_, index) => index).join()],
  ['a document as long as a file may be', 'outcome.json', `${' '.repeat(300_000)}{}`.repeat(300)],
])('R7.4: %s is refused without much memory', async (_name, path, content) => {
  const { code, said } = await verifyInLittleMemory(archiveWith(path, Buffer.from(content)));
  expect([code, said.trim()]).toEqual([0, 'ARCHIVE_INVALID']);
});
