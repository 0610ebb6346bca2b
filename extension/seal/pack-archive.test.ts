import { expect, test } from 'vitest';
import { packParts } from './pack-archive.ts';

const read = async (name: string): Promise<Blob> => new Blob([name]);
const textOf = async (names: string[], max: { maxParts: number; maxEntryBytes: number }) => {
  const { blob, left } = await packParts(names, read, max);
  return [await blob.text(), left];
};

test('patches lie one after the other, and what one file cannot hold is left', async () => {
  const names = ['one', 'two', 'three', 'four'];
  expect(await textOf(names, { maxParts: 9, maxEntryBytes: 99 })).toEqual(['onetwothreefour', []]);
  expect(await textOf(names, { maxParts: 9, maxEntryBytes: 11 })).toEqual(['onetwothree', ['four']]);
  expect(await textOf(names, { maxParts: 9, maxEntryBytes: 10 })).toEqual(['onetwo', ['three', 'four']]);
  expect(await textOf(names, { maxParts: 1, maxEntryBytes: 99 })).toEqual(['one', ['two', 'three', 'four']]);
});
