import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test('without a proxy of ours the header says nothing', () => {
  expect(clientAddress('192.0.2.1', '198.51.100.7', 0)).toBe('192.0.2.1');
  expect(clientAddress(undefined, undefined, 0)).toBe('unknown');
});

test('behind proxies it is whom the outermost of ours heard from, whatever a client has written before', () => {
  expect(clientAddress('10.0.0.1', '198.51.100.7', 1)).toBe('198.51.100.7');
  expect(clientAddress('10.0.0.1', '203.0.113.9, 198.51.100.7', 1)).toBe('198.51.100.7');
  expect(clientAddress('10.0.0.1', '203.0.113.9, 198.51.100.7, 10.0.0.2', 2)).toBe('198.51.100.7');
});

test('a request that went around the proxies counts as its own connection', () => {
  for (const header of [undefined, '', ' , ', 'x'.repeat(200)]) {
    expect(clientAddress('192.0.2.1', header, 1)).toBe('192.0.2.1');
  }
  expect(clientAddress('192.0.2.1', '198.51.100.7', 2)).toBe('192.0.2.1');
});
