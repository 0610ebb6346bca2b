import { expect, test } from 'vitest';
import { findTelling, searchable, searchableBytes } from './look-for.ts';
import type { Telling } from './telling-parts.ts';

const name: Telling = { slot: 'last', how: 'words', text: 'Söderström' };
const street: Telling = { slot: 'street', how: 'words', text: 'Lange Gasse' };
const phone: Telling = { slot: 'phone', how: 'digits', text: '4556677' };
const code: Telling = { slot: 'otp', how: 'exact', text: '030379' };
const base64 = (text: string, encoding: BufferEncoding): string => Buffer.from(text, encoding).toString('base64');

test.each<[string, string, Telling]>([
  ['as it is', 'Hej Söderström!', name],
  ['in capitals', 'SÖDERSTRÖM', name],
  ['without accents', 'soderstrom', name],
  ['spelled out', 'Soederstroem', name],
  ['with a soft hyphen', 'Söder\u00adström', name],
  ['in an address', 'https://x.example/?n=S%C3%B6derstr%C3%B6m', name],
  ['escaped in JSON', String.raw`{"n":"S\u00f6derstr\u00f6m"}`, name],
  ['escaped in HTML', 'S&#246;derstr&#xf6;m', name],
  ['in base64', `data=${base64('name=Söderström', 'utf8')}`, name],
  ['in base64 of UTF-16', base64('Söderström', 'utf16le'), name],
  ['in hexadecimal', Buffer.from('name: Söderström').toString('hex'), name],
  ['key by key', Array.from('söderström', (key) => JSON.stringify({ key })).join('\n'), name],
  ['over lines', 'Lange\nGasse 7', street],
  ['as a slug', '/u/lange-gasse', street],
  ['in groups', '+43 (664) 455 66-77', phone],
  ['with dots', '0664.45.56.67.7', phone],
  ['at an end', 'code 030379.', code],
])('%s it is found', (_how, text, part) => {
  expect(findTelling(searchable(text), [part])).toBe(part);
});

test.each<[string, Telling]>([
  ['Hello {{NAME_1}}, {{PHONE}}', { slot: 'last', how: 'words', text: 'Name' }],
  ['Söderströms', name],
  ['langer Gasse', street],
  ['45566778', phone],
  ['1030379', code],
])('it is not found in %s', (text, part) => {
  expect(findTelling(searchable(text), [part])).toBeUndefined();
});

test('it is found in bytes of both widths, from even and odd places', () => {
  for (const bytes of [
    Buffer.from('xx Söderström'),
    Buffer.from('x Söderström', 'utf16le'),
    Buffer.concat([Buffer.from([1]), Buffer.from('Söderström', 'utf16le')]),
  ]) {
    expect(findTelling(searchableBytes(bytes), [name])).toBe(name);
  }
});
