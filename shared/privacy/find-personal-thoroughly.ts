import { findPhones } from './find-phones.ts';
import type { KnownTerms } from './find-known.ts';
import { findPersonal, placeholdersIn, type MaskMode, type PersonalSpan } from './mask-text.ts';
import { replaceSpans } from './replace-spans.ts';
import { uniteSpans } from './unite-spans.ts';

export type ThoroughSearch = {
  mode?: MaskMode;
  /** What the device, or the server, knows of the participant. */
  known?: KnownTerms | undefined;
  /** Where the page is from, ISO 3166; `regionOf` derives it. Without one only numbers with a country's code are found. */
  region?: string | undefined;
};

/**
 * Everything personal that there is to be found in a text: what `findPersonal` finds on pages, and the telephone
 * numbers that only their countries' plans tell. For sealing and for the server, where there is time and room; in order,
 * without overlaps.
 */
export function findPersonalThoroughly(
  text: string,
  { mode = 'normal', known, region }: ThoroughSearch = {},
): PersonalSpan[] {
  const found = findPersonal(text, mode, known);
  const placeholders = placeholdersIn(text);
  const phones = findPhones(text, region).filter(
    (span) => !placeholders.some(({ start, end }) => span.start < end && start < span.end),
  );
  return phones.length === 0 ? found : uniteSpans([...found, ...phones]);
}

/** The text with everything that `findPersonalThoroughly` finds replaced. Masking twice changes nothing. */
export function maskThoroughly(text: string, search: ThoroughSearch = {}): string {
  return replaceSpans(text, findPersonalThoroughly(text, search));
}
