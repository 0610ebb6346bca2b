import { expect, test } from 'vitest';
import { storable } from './storable.ts';

test('NUL and halves of surrogate pairs are replaced everywhere, keys included, and lengths stay', () => {
  const value = { name: 'a\uD83D', list: ['\0x', 1, null], inner: { 'data-\uDE00': 'kept 😀' } };
  expect(storable(value)).toEqual({
    name: 'a\uFFFD',
    list: ['\uFFFDx', 1, null],
    inner: { 'data-\uFFFD': 'kept 😀' },
  });
});

test('what is sound already is handed back as it is', () => {
  const value = { name: 'tea 😀 \\u0000 \u200F', at: 1.5 };
  expect(storable(value)).toEqual(value);
});
