import { expect, test } from 'vitest';
import { hasKeywords, nameSimilarity, SAME_PRODUCT, wordsOf } from './words.ts';

test.each([
  ['Trail Running Shoes', ['running shoe']],
  ['Café Crème Mug', ['cafe', 'creme', 'mugs']],
  ['Cotton T-Shirt', ['tshirt']],
  ['Ear buds, wireless', ['earbuds']],
  ['Kids’ Hoodies', ['hoodie']],
  ['Bread boxes', ['box']],
  ['Court Trainers', ['shoes|trainers']],
  ['Straße map', ['strasse']],
  ['日本の靴セット', ['靴']],
])('“%s” answers to %j', (name, keywords) => {
  expect(hasKeywords(name, keywords)).toBe(true);
});

test.each([
  ['Shoehorn', ['shoe']],
  ['Running socks', ['running shoes']],
  ['Mugshot frame', ['mug']],
  ['', ['mug']],
  ['Glass', ['gla']],
])('“%s” does not answer to %j', (name, keywords) => {
  expect(hasKeywords(name, keywords)).toBe(false);
});

test('any name answers to no keywords', () => {
  expect(hasKeywords('Anything', [])).toBe(true);
});

test('a name with its variant is the same product, and a sibling is not', () => {
  expect(nameSimilarity('Trail Running Shoes', 'Trail Running Shoes – UK 9, rust')).toBeGreaterThan(SAME_PRODUCT);
  expect(nameSimilarity('Trail Running Shoes', 'Court Leather Trainers')).toBeLessThan(SAME_PRODUCT);
  expect(nameSimilarity('Lamp', 'Lamp shade for the hall')).toBeLessThan(SAME_PRODUCT);
  expect(nameSimilarity('', 'Lamp')).toBe(0);
});

test('words come without case, accents and plural endings', () => {
  expect(wordsOf('Two Écharpes & 3 Dresses')).toEqual(['two', 'echarpe', '3', 'dress']);
});
