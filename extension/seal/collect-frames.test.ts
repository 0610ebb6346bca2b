import { expect, test } from 'vitest';
import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import { collectFrames } from './collect-frames.ts';

const name = (letter: string): string => letter.repeat(64);
const line = (sources: string[], ...atlas: string[]): string =>
  JSON.stringify({
    sources: sources.map(name),
    shade: null,
    moved: [],
    atlas: atlas.map(name),
    patches: [{ x: 0, y: 0, width: 1, height: 1, atX: 0, atY: 0 }],
  } satisfies FrameDelta);
const deltas = new Map([
  [name('b'), line(['a'], '1')],
  [name('c'), line(['b', 'a'], '2')],
  [name('d'), line(['c', 'b', 'f'], '3', '4')],
]);

test('a frame brings what it is made of, each once and every source before what builds upon it', () => {
  expect(collectFrames([name('c'), name('b'), name('e')], deltas)).toEqual({
    lines: [deltas.get(name('b')), deltas.get(name('c'))],
    pictures: [name('a'), name('e')],
    parts: [name('1'), name('2')],
    count: 4,
  });
  const { pictures, parts } = collectFrames([name('d')], deltas);
  expect([pictures, parts]).toEqual([['a', 'f'].map(name), ['1', '2', '3', '4'].map(name)]);
});

test('the layers of a whole page are pictures, also where they are patches elsewhere', () => {
  const page = new Map([...deltas, [name('e'), line([], '1', '5')]]);
  const { pictures, parts } = collectFrames([name('b'), name('e')], page);
  expect([pictures, parts]).toEqual([['a', '1', '5'].map(name), []]);
});

test('what nothing shows and nothing builds upon stays out', () => {
  expect(collectFrames([name('a')], deltas)).toEqual({ lines: [], pictures: [name('a')], parts: [], count: 1 });
});
