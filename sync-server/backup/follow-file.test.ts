import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followFile } from './follow-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codesight-follow-'));
  path = join(folder, 'file');
});
afterEach(() => rm(folder, { recursive: true }));

test('what is in a file is read while more is being written, and all of it once that is over', async () => {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const following = followFile(path, written);
  const first = following.next();
  await sleep(20);
  await appendFile(path, 'the beginning');
  expect(String((await first).value)).toBe('the beginning');
  const rest = (async () => {
    let text = '';
    for await (const piece of following) text += piece.toString();
    return text;
  })();
  for (const piece of [', the middle', ', the end']) {
    await sleep(60);
    await appendFile(path, piece);
  }
  resolve();
  expect(await rest).toBe(', the middle, the end');
});

test('a file whose writing fails is not read as if it were whole', async () => {
  await appendFile(path, 'half');
  const pieces: string[] = [];
  const reading = (async () => {
    for await (const piece of followFile(path, Promise.reject(new Error('The disk is full.')))) {
      pieces.push(piece.toString());
    }
  })();
  await expect(reading).rejects.toThrow('The disk is full.');
});
