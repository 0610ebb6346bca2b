import { expect, test } from 'vitest';
import { findPageKind, pathOf, placeOf } from './page-address.ts';

test('the order of parameters and campaign parameters make no other place', () => {
  expect(placeOf('https://a.example/list/?b=2&a=1&utm_source=x#top')).toBe(placeOf('https://a.example/list?a=1&b=2'));
  expect(placeOf('https://a.example/list?a=1')).not.toBe(placeOf('https://a.example/list?a=2'));
  expect(pathOf('https://a.example/list?a=1')).toBe(pathOf('https://a.example/list?a=2'));
});

test('a fragment that routes is a place of its own', () => {
  expect(placeOf('https://a.example/#/cart')).not.toBe(placeOf('https://a.example/#/'));
});

test.each([
  ['https://a.example/checkout/thank-you', 'confirmation'],
  ['https://a.example/order-confirmation/7', 'confirmation'],
  ['https://a.example/checkouts/abc/information', 'checkout'],
  ['https://a.example/de/warenkorb', 'cart'],
  ['https://a.example/product/cartridge', undefined],
  ['https://a.example/account/email-confirmation', undefined],
])('%s is %s', (url, kind) => {
  expect(findPageKind(url)).toBe(kind);
});
