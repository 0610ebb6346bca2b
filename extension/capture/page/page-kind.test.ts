import { expect, test } from 'vitest';
import type { PageKind } from '../../../shared/interactions/context.ts';
import { pageKindOf, type PageFacts } from './page-kind.ts';

const blank: PageFacts = {
  url: 'https://shop.example/x',
  title: '',
  heading: '',
  productCards: 0,
  canAddToCart: false,
  asksFor: 'nothing',
  hasPasswordField: false,
  saysProduct: false,
};

const byAddress: [string, PageKind][] = [
  ['/', 'home'],
  ['/en-gb/', 'home'],
  ['/search?q=lamp', 'search'],
  ['/s?k=lamp', 'search'],
  ['/p/lamp-1', 'product'],
  ['/dp/B0C1234567', 'product'],
  ['/lamp-12345.html', 'product'],
  ['/cart', 'cart'],
  ['/warenkorb', 'cart'],
  ['/gp/cart/view.html', 'cart'],
  ['/checkout', 'checkout'],
  ['/checkout/thank-you', 'confirmation'],
  ['/order-confirmation', 'confirmation'],
  ['/sign-in', 'account'],
  ['/account/orders', 'account'],
  ['/category/lamps', 'category'],
  ['/#/product/12', 'product'],
  ['/#/basket', 'cart'],
  ['/about-us', 'other'],
  ['/handbag-collection', 'other'],
];

test.each(byAddress)('%s is a page of kind %s', (path, kind) => {
  expect(pageKindOf({ ...blank, url: `https://shop.example${path}` })).toBe(kind);
});

test('a page whose address says nothing is known by what it shows', () => {
  expect(pageKindOf({ ...blank, heading: 'Lamp', canAddToCart: true })).toBe('product');
  expect(pageKindOf({ ...blank, asksFor: 'everything' })).toBe('checkout');
  expect(pageKindOf({ ...blank, hasPasswordField: true })).toBe('account');
  expect(pageKindOf({ ...blank, productCards: 12 })).toBe('category');
  expect(pageKindOf({ ...blank, heading: 'Thank you for your order' })).toBe('confirmation');
  expect(pageKindOf({ ...blank, heading: 'Your basket' })).toBe('cart');
  expect(pageKindOf({ ...blank, url: 'https://shop.example/', heading: 'Lamp', canAddToCart: true })).toBe('product');
});

test('a thank-you on the address of a checkout or an order is a confirmation', () => {
  expect(pageKindOf({ ...blank, url: 'https://shop.example/order/LM-1001', heading: 'Thank you, Anna' })).toBe(
    'confirmation',
  );
  expect(pageKindOf({ ...blank, url: 'https://shop.example/checkout/done', heading: 'Thank you, Anna' })).toBe(
    'confirmation',
  );
});
