import { deflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Manifest } from '../../shared/archive/manifest.ts';
import { writeArchive } from './write-archive.ts';

const text = (value: string) => new TextEncoder().encode(value);
// What the manifest says is not under test here; only that it is written as given, first and plain.
const manifest = { format: 'codesight-archive', version: 1, files: [] } as unknown as Manifest;
const write = () =>
  writeArchive(
    manifest,
    [{ path: 'session.json', content: text('{"id":1}'.repeat(500)) }],
    [{ path: 'screenshots/a.webp', read: async () => new Blob([text('picture')]) }],
  );

test('the archive opens with any ZIP reader and holds what was put in', async () => {
  const entries = unzipSync(new Uint8Array(await (await write()).arrayBuffer()));
  expect(Object.keys(entries)).toEqual(['manifest.json', 'session.json', 'screenshots/a.webp']);
  expect(new TextDecoder().decode(entries['screenshots/a.webp'])).toBe('picture');
  expect(entries['session.json']?.byteLength).toBe(4_000);
});

test('the same session gives the same bytes', async () => {
  const [first, second] = await Promise.all([(await write()).arrayBuffer(), (await write()).arrayBuffer()]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});

test('the manifest can be read from the first bytes, without a ZIP reader (R6.6)', async () => {
  const head = await (await write()).slice(0, 200).text();
  expect(head).toContain('{"format":"codesight-archive","version":1');
});

test('text that repeats itself takes about as many bytes as with other programs', async () => {
  const words = (seed: number): string =>
    Array.from({ length: 300 }, (_, index) => ((seed * 7919 + index * 104_729) % 9973).toString(36)).join(' ');
  const content = text(Array.from({ length: 60 }, (_, line) => `${words(line >> 4)} ${line} ${words(9)}\n`).join(''));
  const archive = await writeArchive(manifest, [{ path: 'training.jsonl', content }], []);
  const others = deflateRawSync(content, { level: 9 }).byteLength;
  expect(archive.size).toBeLessThan(others * 1.1 + 400);
});
