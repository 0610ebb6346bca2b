import { allFakers, type Faker } from '@faker-js/faker';
import { heldOutPhrases } from './phrases-held-out.ts';
import { trainedPhrases } from './phrases-trained.ts';
import type { Phrases } from './phrases.ts';

export type Locale = {
  code: string;
  /** Of the page, as in its `lang`. */
  language: string;
  region: string;
  currency: string;
  /** Whether detection may be tuned on it; the others are only counted. */
  trained: boolean;
  /** Written in Latin letters, which the OCR reads. */
  latin: boolean;
  phrases: Phrases;
  faker: Faker;
};

type Row = [code: keyof typeof allFakers, language: string, region: string, currency: string];

const trained: readonly Row[] = [
  ['en_US', 'en-US', 'US', 'USD'],
  ['de', 'de-DE', 'DE', 'EUR'],
  ['fr', 'fr-FR', 'FR', 'EUR'],
  ['es', 'es-ES', 'ES', 'EUR'],
  ['nl', 'nl-NL', 'NL', 'EUR'],
];
const heldOut: readonly Row[] = [
  ['en_GB', 'en-GB', 'GB', 'GBP'],
  ['pt_BR', 'pt-BR', 'BR', 'BRL'],
  ['it', 'it-IT', 'IT', 'EUR'],
  ['ja', 'ja-JP', 'JP', 'JPY'],
  ['pl', 'pl-PL', 'PL', 'PLN'],
  ['sv', 'sv-SE', 'SE', 'SEK'],
];

function localeOf([code, language, region, currency]: Row, isTrained: boolean): Locale {
  const spoken = language.slice(0, 2);
  const phrases = trainedPhrases[spoken] ?? heldOutPhrases[spoken];
  if (phrases === undefined) throw new Error(`there are no phrases in ${language}`);
  return {
    code,
    language,
    region,
    currency,
    phrases,
    trained: isTrained,
    latin: spoken !== 'ja',
    faker: allFakers[code],
  };
}

export const locales: readonly Locale[] = [
  ...trained.map((row) => localeOf(row, true)),
  ...heldOut.map((row) => localeOf(row, false)),
];
