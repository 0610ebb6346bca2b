import { expect, test } from 'vitest';
import { findDigest, reprDigest } from './receipt.ts';

const HEX = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'; // SHA-256 of "hello"

test('a digest survives its way through the header (RFC 9530)', () => {
  expect(reprDigest(HEX)).toBe('sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:');
  expect(findDigest(reprDigest(HEX))).toBe(HEX);
});

test('a digest is found among others, and nowhere else', () => {
  expect(findDigest(`md5=:AAAA:, ${reprDigest(HEX)}`)).toBe(HEX);
  expect(findDigest('sha-256=LPJNul')).toBeUndefined();
});
