import { expect, test } from 'vitest';
import { requireServerUrl } from './server-url.ts';

test('an address is taken in normal form', () => {
  expect(requireServerUrl(' https://study.example.org/ ')).toBe('https://study.example.org');
  expect(requireServerUrl('http://localhost:8787')).toBe('http://localhost:8787');
});

test('recordings are never sent over plain HTTP to another machine (R11.2)', () => {
  expect(() => requireServerUrl('http://study.example.org')).toThrow(/https:/);
  expect(() => requireServerUrl('http://localhost.evil.example')).toThrow(/https:/);
});

test('what is no address is named', () => {
  expect(() => requireServerUrl('study')).toThrow(/“study” is not an address/);
});
