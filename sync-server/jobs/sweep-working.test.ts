import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sweepWorking } from './sweep-working.ts';

const HOUR_MS = 60 * 60 * 1000;

test('R12.1: what a killed process was working on goes, what another one is at work on stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'codesight-working-'));
  const now = Date.now();
  const make = async (name: string, ages: { folder: number; file: number }) => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'archive.zip'), 'made up');
    const at = (hours: number) => new Date(now - hours * HOUR_MS);
    await utimes(join(folder, name, 'archive.zip'), at(ages.file), at(ages.file));
    await utimes(join(folder, name), at(ages.folder), at(ages.folder));
  };
  await make('screen-dead', { folder: 7, file: 7 });
  await make('dataset-written-to', { folder: 7, file: 1 });
  await make('dataset-new', { folder: 1, file: 1 });
  expect(await sweepWorking(folder, now)).toBe(1);
  expect((await readdir(folder)).toSorted()).toEqual(['dataset-new', 'dataset-written-to']);
  await rm(folder, { recursive: true });
});
