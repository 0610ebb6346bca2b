import { expect, test } from 'vitest';
import { pageTemplate } from './page-template.ts';

test('pages of two products are of one template, pages of different parts are not', () => {
  expect(pageTemplate('https://shop.test/product/oak-lamp?colour=red')).toBe(
    pageTemplate('https://shop.test/product/kettle#top'),
  );
  expect(pageTemplate('https://shop.test/cart')).not.toBe(pageTemplate('https://shop.test/checkout'));
  expect(pageTemplate('https://shop.test/product/a')).not.toBe(pageTemplate('https://other.test/product/a'));
});

test('numbers and long names within the path are no part of the template', () => {
  expect(pageTemplate('https://shop.test/p/1234/reviews')).toBe('shop.test/p/*/*');
  expect(pageTemplate('https://shop.test/')).toBe('shop.test/');
});

test('what is no address is its own template', () => {
  expect(pageTemplate('about:srcdoc ')).toBe(pageTemplate('about:srcdoc '));
  expect(pageTemplate('nothing')).toBe('nothing');
});
