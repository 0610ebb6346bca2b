import { expect, test } from 'vitest';
import { splitParts } from './split-parts.ts';

const part = (...content: number[]): number[] => [0x52, 0x49, 0x46, 0x46].concat(content.length, 0, 0, 0, content);
const split = (...bytes: number[]): number[][] => splitParts(Uint8Array.from(bytes)).map((found) => [...found]);

test('parts are told apart by the lengths that they give', () => {
  const [one, two] = [part(1, 2, 3, 4), part(5, 6)];
  expect(split(...one, ...two, ...one)).toEqual([one, two, one]);
  expect(split()).toEqual([]);
});

test('what is cut off, and what is none, is refused', () => {
  expect(() => split(...part(1, 2), ...part(3, 4).slice(0, -1))).toThrow('cut off');
  expect(() => split(...part(1, 2), ...part(3, 4).slice(0, 5))).toThrow('does not begin');
  expect(() => split(...part(1, 2), 0)).toThrow('does not begin');
});
