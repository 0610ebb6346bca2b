import { expect, test } from 'vitest';
import { findKnown, knownTerms } from './find-known.ts';
import type { NumberedValue } from './private-value.ts';
import { maskText } from './mask-text.ts';
import { maskUrl } from './mask-url.ts';

const values: NumberedValue[] = [
  { kind: 'name', value: 'Margarethe Söder-Lindqvist', placeholder: '{{NAME_1}}', typedBy: [] },
  { kind: 'email', value: 'm.soeder@post.example', placeholder: '{{EMAIL_1}}', typedBy: [] },
  { kind: 'phone', value: '+49 30 5550143', placeholder: '{{PHONE_1}}', typedBy: [] },
  { kind: 'address', value: '12 Elm Street', placeholder: '{{ADDRESS_1}}', typedBy: [] },
  { kind: 'address', value: 'Germany', placeholder: '{{ADDRESS_2}}', typedBy: [] },
  { kind: 'date-of-birth', value: '1980-02-03', placeholder: '{{BIRTHDATE_1}}', typedBy: [] },
  { kind: 'other', value: 'Leave it with the neighbour', placeholder: '{{TEXT_1}}', typedBy: [] },
  { kind: 'name', value: '山田太郎', placeholder: '{{NAME_2}}', typedBy: [] },
  { kind: 'name', value: 'Rose', placeholder: '{{NAME_3}}', typedBy: [] },
];
const known = knownTerms(values);
const masked = (text: string): string =>
  findKnown(text, known).reduceRight(
    (left, { start, end, placeholder }) => left.slice(0, start) + placeholder + left.slice(end),
    text,
  );

test.each([
  ['Hello, Margarethe!', 'Hello, {{NAME_1}}!'],
  ['HELLO MARGARETHE', 'HELLO {{NAME_1}}'],
  ['for margarethe soder lindqvist', 'for {{NAME_1}}'],
  ['Lindqvist, Margarethe Soder', '{{NAME_1}}, {{NAME_1}} {{NAME_1}}'],
  ['M a r g a r e t h e', '{{NAME_1}}'],
  ['/u/Margarethe%20S%C3%B6der', '/u/{{NAME_1}}%20{{NAME_1}}'],
  ['M.Soeder@POST.example', '{{EMAIL_1}}'],
  ['user m.soeder', 'user {{EMAIL_1}}'],
  ['call 030 / 555 01 43 today', 'call {{PHONE_1}} today'],
  ['0049-30-5550143', '{{PHONE_1}}'],
  ['to Elm Street 12, ground floor', 'to {{ADDRESS_1}}, ground floor'],
  ['12, elm street', '{{ADDRESS_1}}'],
  ['born 3 February 1980', 'born {{BIRTHDATE_1}}'],
  ['03.02.1980', '{{BIRTHDATE_1}}'],
  ['Note: leave it with the neighbour.', 'Note: {{TEXT_1}}.'],
  ['山田太郎様、ありがとう', '{{NAME_2}}様、ありがとう'],
  ['Hello Rose', 'Hello {{NAME_3}}'],
])('%s becomes %s', (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test.each([
  'Ships from Germany',
  'Elmwood street lamp',
  'rose gold kettle',
  'Order 5550144',
  'Margarethen cake',
  '1980 edition',
  'leave it',
])('%s stays as it is', (text) => {
  expect(masked(text)).toBe(text);
});

test('who knows nothing finds nothing', () => {
  expect(findKnown('Hello, Margarethe!', knownTerms([]))).toEqual([]);
});

test('what a pattern and something known share goes as one, under the name that it has everywhere', () => {
  expect(maskText('Mail margarethe@post.example, Margarethe', 'normal', known)).toBe('Mail {{NAME_1}}, {{NAME_1}}');
  expect(maskText('m.soeder@post.example', 'normal', known)).toBe('{{EMAIL_1}}');
  expect(maskText('{{NAME_1}} and Margarethe', 'normal', known)).toBe('{{NAME_1}} and {{NAME_1}}');
});

test('a URL loses what is known in its path, its kept keys and its fragment', () => {
  expect(
    maskUrl('https://shop.example/lists/margarethe?q=Rose+lamp+for+S%C3%B6der-Lindqvist&page=2#margarethe', known),
  ).toBe('https://shop.example/lists/{{ID}}?q={{NAME_3}}+lamp+for+{{NAME_1}}-{{NAME_1}}&page=2#{{ID}}');
});

test('a name too short to be looked for by itself is found beside the other one', () => {
  const short = knownTerms([
    { kind: 'name', value: 'Wei', placeholder: '{{NAME_1}}', typedBy: [] },
    { kind: 'name', value: 'Li', placeholder: '{{NAME_2}}', typedBy: [] },
    { kind: 'name', value: '佐々木', placeholder: '{{NAME_3}}', typedBy: [] },
    { kind: 'name', value: '翔', placeholder: '{{NAME_4}}', typedBy: [] },
  ]);
  expect(maskText('For Wei Li, or LI WEI; li', 'normal', short)).toBe('For {{NAME_1}}, or {{NAME_1}}; li');
  expect(maskText('佐々木 翔 様', 'normal', short)).toBe('{{NAME_3}} 様');
});

test('a family’s name is found where the whole name was typed as one', () => {
  const one = knownTerms([{ kind: 'name', value: '山田太郎', placeholder: '{{NAME_1}}', typedBy: [] }]);
  expect(maskText('山田さん、太郎さん', 'normal', one)).not.toMatch(/山田|太郎/);
});
