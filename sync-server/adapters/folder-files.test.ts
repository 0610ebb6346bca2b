import { mkdtemp, open, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { putFile } from './folder-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-files-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test('the folders that were made for a file are on the disk with it, each in its parent', async () => {
  const probe = await open(folder);
  const handles = Object.getPrototypeOf(probe) as typeof probe; // all handles have the same one
  await probe.close();
  const synced: string[] = [];
  const { sync } = handles;
  vi.spyOn(handles, 'sync').mockImplementation(async function (this: typeof probe) {
    synced.push(await readlink(`/proc/self/fd/${this.fd}`));
    await sync.call(this);
  });
  const put = (name: string) => putFile(join(folder, name), (partial) => writeFile(partial, 'content'));
  await put('archives/2026-02/one.zip');
  const [archives, month] = [join(folder, 'archives'), join(folder, 'archives/2026-02')];
  expect(synced).toEqual([archives, folder, month]);
  await put('archives/2026-02/two.zip');
  await put('archives/2026-03/three.zip');
  expect(synced.slice(3)).toEqual([month, archives, join(folder, 'archives/2026-03')]);
});
