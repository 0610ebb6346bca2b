import { expect, test } from 'vitest';
import { consent, consentPurpose } from './consent.ts';
import { consentText, consentTextSha256 } from './consent-text.ts';

/** Digest of each text that was ever current. Add a line for a new version; never change one. */
const published: Record<string, string> = {
  '2026-11-21': '30875f30f51743c96ac9c8de366595a3838ab2b08cd9bd3c2f6e270b6e1f1bf0',
  '2026-11-22': '944bf2f34c3a09e9859b621b0f27143a49602e19d9533964add60301d9297cb3',
  '2026-11-23': 'b178fb5342be7dcb14ca1fe35eba06ae190ce7d76f02037272c0cb558b7add20',
};

test('the words of a published version never change', async () => {
  expect(await consentTextSha256(consentText)).toBe(published[consentText.version]);
});

test('every purpose that can be agreed to has its own sentence', () => {
  expect(Object.keys(consentText.purposes).sort()).toEqual([...consentPurpose.options].sort());
});

test('a consent record can be made from the text', async () => {
  const record = {
    version: consentText.version,
    textSha256: await consentTextSha256(consentText),
    language: consentText.language,
    grantedAt: 1_795_000_000_000,
    purposes: consentPurpose.options,
  };
  expect(consent.parse(record)).toEqual(record);
});

test('one changed word changes the digest', async () => {
  const changed = { ...consentText, title: `${consentText.title}!` };
  expect(await consentTextSha256(changed)).not.toBe(await consentTextSha256(consentText));
});
