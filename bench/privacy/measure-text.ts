import { findPersonalThoroughly, maskThoroughly } from '../../shared/privacy/find-personal-thoroughly.ts';
import { knownTerms, type KnownTerms } from '../../shared/privacy/find-known.ts';
import { findPersonal, maskText } from '../../shared/privacy/mask-text.ts';
import { maskUrl } from '../../shared/privacy/mask-url.ts';
import { regionOf } from '../../shared/privacy/region-of.ts';
import { harmlessTexts, wordsOf } from './harmless-texts.ts';
import type { Locale } from './locales.ts';
import { searchable, findTelling } from './look-for.ts';
import { learnedOf } from './make-up-person.ts';
import { plantingsOf, type Planted } from './plantings.ts';
import type { Tally } from './tally.ts';
import { tellingParts } from './telling-parts.ts';

export type Destroyed = { locale: string; word: string; text: string };
export type TextResult = {
  words: number;
  destroyed: Destroyed[];
  /** Milliseconds for each kilobyte of page text, one entry for each text. */
  msPerKb: number[];
};

/**
 * Masks generated texts by the pure functions, and looks for what was planted in what is left. `early` counts what a
 * page's text gives away while nothing is known of the participant yet: what is stored on the device until sealing.
 */
export function measureTexts(
  locale: Locale,
  seeds: readonly number[],
  tally: { final: Tally; early: Tally },
): TextResult {
  const result: TextResult = { words: 0, destroyed: [], msPerKb: [] };
  for (const seed of seeds) {
    locale.faker.seed(seed);
    const { person, planted } = plantingsOf(locale);
    const known = knownTerms(
      learnedOf(person).map((value, index) => ({
        ...value,
        placeholder: `{{${value.kind.toUpperCase()}_${index}}}`,
        typedBy: [],
      })),
    );
    for (const each of planted) {
      count(each, maskedFinally(each, locale, known), tally.final);
      count(each, maskedEarly(each), tally.early);
    }
    for (const text of harmlessTexts(locale)) countDestroyed(text, locale, known, result);
  }
  return result;
}

function modeOf({ channel }: Planted): 'normal' | 'strict' {
  return channel === 'account page' || channel === 'confirmation' ? 'strict' : 'normal';
}

function maskedFinally(planted: Planted, locale: Locale, known: KnownTerms): string {
  if (planted.channel.startsWith('url')) return maskUrl(planted.text, known);
  return maskThoroughly(planted.text, { mode: modeOf(planted), known, region: regionOf(locale) });
}

function maskedEarly(planted: Planted): string {
  return planted.channel.startsWith('url') ? maskUrl(planted.text) : maskText(planted.text, modeOf(planted));
}

function count(planted: Planted, masked: string, tally: Tally): void {
  const left = searchable(masked);
  for (const slot of planted.slots) {
    const parts = tellingParts(planted.person, slot);
    if (parts.length === 0) continue;
    const leak = findTelling(left, parts);
    tally.add({ ...planted, slot, leak: leak === undefined ? undefined : { part: leak.text, in: masked } });
  }
}

function countDestroyed(text: string, locale: Locale, known: KnownTerms, result: TextResult): void {
  const words = wordsOf(text, locale.language);
  const spans = findPersonalThoroughly(text, { known, region: regionOf(locale) });
  const lost = words.filter((word) => spans.some(({ start, end }) => word.start < end && start < word.end));
  result.words += words.length;
  result.destroyed.push(...lost.map(({ start, end }) => ({ locale: locale.code, word: text.slice(start, end), text })));
  const kilobytes = new TextEncoder().encode(text).length / 1000;
  const from = performance.now();
  for (let round = 0; round < 5; round++) findPersonal(text, 'normal', known);
  result.msPerKb.push((performance.now() - from) / 5 / kilobytes);
}
