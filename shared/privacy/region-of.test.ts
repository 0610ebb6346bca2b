import { expect, test } from 'vitest';
import { regionOf, type PageOrigin } from './region-of.ts';

test.each<[PageOrigin, string | undefined]>([
  [{ url: 'https://shop.example.de/x', language: 'en-US' }, 'DE'],
  [{ url: 'https://www.shop.co.uk/' }, 'GB'],
  [{ url: 'https://shop.example.io/', language: 'pt-BR' }, 'BR'],
  [{ url: 'https://shop.example.com/', language: 'en', currency: 'GBP' }, 'GB'],
  [{ language: 'fr', currency: 'EUR' }, 'FR'],
  [{ language: 'ja' }, 'JP'],
  [{ language: 'not a language!' }, undefined],
  [{}, undefined],
])('a page of %j is from %s', (origin, region) => {
  expect(regionOf(origin)).toBe(region);
});
