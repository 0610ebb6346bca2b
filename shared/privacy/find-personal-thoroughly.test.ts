import { expect, test } from 'vitest';
import { knownTerms } from './find-known.ts';
import { findPersonalThoroughly, maskThoroughly } from './find-personal-thoroughly.ts';

test.each([
  ['Nous appellerons 06 12 34 56 78 demain', 'FR', 'Nous appellerons {{PHONE}} demain'],
  ['Der Fahrer ruft unter 0151 23456789 an', 'DE', 'Der Fahrer ruft unter {{PHONE}} an'],
  ['El repartidor llamará al 612 345 678.', 'ES', 'El repartidor llamará al {{PHONE}}.'],
  ['Chiameremo il 312 345 6789', 'IT', 'Chiameremo il {{PHONE}}'],
  ['Kurier: 512 345 678', 'PL', 'Kurier: {{PHONE}}'],
  ['お問い合わせ 090-1234-5678', 'JP', 'お問い合わせ {{PHONE}}'],
  ['Entregador (11) 96123-4567', 'BR', 'Entregador {{PHONE}}'],
  ['ring 07400 123456', 'GB', 'ring {{PHONE}}'],
])('%s is read by the plan of %s', (text, region, expected) => {
  expect(maskThoroughly(text, { region })).toBe(expected);
});

test.each([
  ['EAN 4006381333931', 'DE'],
  ['Artikel 612 345 678', 'ES'],
  ['612.345.678', 'ES'],
  ['612345678', 'ES'],
  ['612 345 678 €', 'ES'],
  ['2024-01-02 10:00', 'JP'],
  ['Ref. 612 34 56 78', 'ES'],
  ['12 x 24 x 36 cm', 'US'],
  ['Size 100 105 110 115', 'DE'],
  ['Pass 3 2024 12 13 14', 'DE'],
  ['1,4 von 5 Sternen (13.446 Bewertungen)', 'DE'],
])('%s is no telephone number in %s', (text, region) => {
  expect(maskThoroughly(text, { region })).toBe(text);
});

test('without a region a number with its country’s code is found all the same', () => {
  expect(maskThoroughly('an +49 (0)151 23456789')).toBe('an {{PHONE}}');
  expect(maskThoroughly('512 345 678')).toBe('512 345 678');
});

test('patterns, telephones and what is known are found together, in order, and masking twice changes nothing', () => {
  const known = knownTerms([{ kind: 'name', value: 'Zofia', placeholder: '{{NAME_1}}', typedBy: [] }]);
  const text = 'zofia@poczta.example, Zofia, 512 345 678';
  const spans = findPersonalThoroughly(text, { known, region: 'PL' });
  expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([
    'zofia@poczta.example',
    'Zofia',
    '512 345 678',
  ]);
  const once = maskThoroughly(text, { known, region: 'PL' });
  expect(maskThoroughly(once, { known, region: 'PL' })).toBe(once);
});
