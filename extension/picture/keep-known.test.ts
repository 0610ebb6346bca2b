import { expect, test } from 'vitest';
import type { KnownFrame } from '../store/database.ts';
import { keepKnown } from './keep-known.ts';

/** A frame whose runs of pixels have these hashes; those that are looked at are multiples of eight. */
const frame = (sha256: string, hashes: readonly number[], novel = true): KnownFrame => ({
  sha256,
  ancestors: [],
  novel,
  marks: { width: 32, height: hashes.length, columns: 1, hashes: Uint32Array.from(hashes, (hash) => hash * 8) },
});
const namesOf = (known: readonly KnownFrame[]): string[] => known.map(({ sha256 }) => sha256);
const keepAll = (frames: readonly KnownFrame[]): string[] =>
  namesOf(frames.reduce<KnownFrame[]>((known, one) => keepKnown(one, known), []));

test('the last frames are kept, and older ones that showed much for the first time', () => {
  const frames = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) =>
    frame(name, [index], name === 'a' || name === 'e'),
  );
  expect(keepAll(frames)).toEqual(['f', 'e', 'd', 'a']);
});

test('a frame that is shown again is the newest and is there once', () => {
  expect(keepAll([frame('a', [1]), frame('b', [2]), frame('a', [1])])).toEqual(['a', 'b']);
});

test('a list outlives any number of pictures of a banner that never rests', () => {
  const list = frame('list', [1, 2, 3, 4, 5, 6]);
  const banners = Array.from({ length: 40 }, (_, index) => frame(`banner ${index}`, [100 + index, 7, 8, 9]));
  const names = keepAll([list, ...banners]);
  expect(names).toHaveLength(13);
  expect(names).toContain('list');
  expect(names.slice(0, 3)).toEqual(['banner 39', 'banner 38', 'banner 37']);
});

test('of frames that tell as much as each other the oldest goes', () => {
  const names = keepAll(Array.from({ length: 14 }, (_, index) => frame(`${index}`, [index])));
  expect(names).toHaveLength(13);
  expect(names).not.toContain('0');
});
