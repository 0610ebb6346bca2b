import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { findKnown } from './find-known.ts';
import type { NumberedValue } from './private-value.ts';
import { digestTerms, recallTerms, type KeyedDigest } from './term-digests.ts';

const keyed =
  (key: string): KeyedDigest =>
  async (text) =>
    createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
const values: NumberedValue[] = [
  { kind: 'name', value: 'Margarethe Quillon', placeholder: '{{NAME_1}}', typedBy: [] },
  { kind: 'phone', value: '+49 30 5550143', placeholder: '{{PHONE_1}}', typedBy: [] },
  { kind: 'name', value: 'Rose', placeholder: '{{NAME_2}}', typedBy: [] },
];
const texts = ['Hello, Margarethe!', '- text "rose gold lamp"\n- link "Call 030 555 01 43"', 'Dear Rose'];

test('what was digested is found again without the values', async () => {
  const digests = await Promise.all(values.map((value) => digestTerms(value, keyed('a'))));
  expect(JSON.stringify(digests).toLowerCase()).not.toMatch(/marg|quillon|555/);
  const known = await recallTerms(texts, digests, keyed('a'));
  const found = texts.flatMap((text) =>
    (known ? findKnown(text, known) : []).map(({ start, end }) => text.slice(start, end)),
  );
  expect(found).toEqual(['Margarethe', '030 555 01 43', 'Rose']);
});

test('another key tells nothing', async () => {
  const digests = await Promise.all(values.map((value) => digestTerms(value, keyed('a'))));
  expect(await recallTerms(texts, digests, keyed('b'))).toBeUndefined();
});
