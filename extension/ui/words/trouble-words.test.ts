import { expect, test } from 'vitest';
import { troubleWords } from './trouble-words.ts';

test('trouble is told with the page’s name and with what to do', () => {
  expect(troubleWords({ kind: 'silent', host: 'shop.example' })).toMatch(/shop\.example\. Reload it/);
  expect(troubleWords({ kind: 'not-allowed', host: 'shop.example' })).toMatch(/shop\.example\. .*on all sites/);
  expect(troubleWords({ kind: 'no-pictures', host: '', reason: 'it moved' })).toMatch(/This page \(it moved\)/);
  expect(troubleWords({ kind: 'closed', host: '' })).toContain('Nothing is wrong');
});
