import { expect, test } from 'vitest';
import { isGenerated, isUtility, stemOf } from './is-generated.ts';

test.each([
  'css-1x2y3z',
  'sc-bdVaJa',
  ':r1:',
  'radix-:r3:',
  'mui-12',
  'product-1234567',
  'Button_root__x7Yz1',
  'a1b2c3d4',
  'ember1234',
  '_ngcontent-abc-12',
  'iXkqLp',
  'headlessui-menu-button-7',
  'svelte-1tyg5z',
  'consent_1kxqbb',
])('%s was generated', (token) => {
  expect(isGenerated(token)).toBe(true);
});

test.each([
  'product-card',
  'addToCart',
  'nav',
  'btn--primary',
  'search-input',
  'col12',
  'mainContent',
  'item2',
  'header__logo',
  'newsletter',
  'qty',
  'shopping-basket',
  'm__card-name',
])('%s was written by a person', (token) => {
  expect(isGenerated(token)).toBe(false);
});

test('the stem of a class made unique is what its author wrote', () => {
  expect(stemOf('Button_root__x7Yz1')).toBe('Button_root__');
  expect(stemOf('product-card')).toBeUndefined();
});

test('classes that only style or tell a state are told apart', () => {
  expect(['mt-4', 'flex', 'md:w-1/2', 'is-active', 'text-lg'].every((name) => isUtility(name))).toBe(true);
  expect(['product-card', 'buy', 'price'].some((name) => isUtility(name))).toBe(false);
});
