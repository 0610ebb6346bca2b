import { findKnown, type KnownTerms } from './find-known.ts';
import { choosePatterns } from './choose-patterns.ts';
import type { PersonalPattern } from './personal-pattern.ts';
import { personalPatterns } from './personal-patterns.ts';
import { strictPatterns } from './strict-patterns.ts';
import { replaceSpans } from './replace-spans.ts';
import { uniteSpans } from './unite-spans.ts';

/** `strict` is for account, checkout and confirmation pages: there every number goes that is no price or quantity. */
export type MaskMode = 'normal' | 'strict';

/** A stretch of text that has to go, and what stands for it. */
export type PersonalSpan = { start: number; end: number; placeholder: string };

const PLACEHOLDER = /\{\{[A-Z_]+(?:_\d+)?\}\}/g;
/** Without a digit, an @ or a greeting's capital after a small word there is nothing to look for. */
const WORTH_A_LOOK = /[\d@]|%40|さん|[様先所]|BIC|SWIFT|,\s*\p{Lu}|\p{Ll}:?[ \u00a0]\p{Lu}|['’]s |:|eyJ|[\w+/=-]{24}/u;
const choose = {
  normal: choosePatterns(personalPatterns),
  strict: choosePatterns([...personalPatterns, ...strictPatterns]),
};
/** Longer texts are masked in their first part and cut: nothing recorded is longer. */
const MAX_SCANNED = 20_000;

/**
 * Where personal data stands in a text, by its look and by what is known of the participant: in order, without overlaps.
 * What a pattern and something known share goes as one stretch, under the known one's placeholder.
 */
export function findPersonal(text: string, mode: MaskMode = 'normal', known?: KnownTerms): PersonalSpan[] {
  const byPattern = findByPattern(text, mode);
  const byName = known === undefined ? [] : outsidePlaceholders(text, findKnown(text.slice(0, MAX_SCANNED), known));
  return byName.length === 0 ? byPattern : uniteSpans([...byName, ...byPattern]);
}

/** The text with everything personal replaced by placeholders such as `{{EMAIL}}`. Masking twice changes nothing. */
export function maskText(text: string, mode: MaskMode = 'normal', known?: KnownTerms): string {
  return replaceSpans(text, findPersonal(text, mode, known));
}

function findByPattern(text: string, mode: MaskMode): PersonalSpan[] {
  if (!WORTH_A_LOOK.test(text)) return [];
  const scanned = text.slice(0, MAX_SCANNED);
  const taken: Taken = { spans: [], covered: new Uint8Array(scanned.length) };
  for (const { start, end } of placeholdersIn(scanned)) taken.covered.fill(1, start, end);
  for (const pattern of choose[mode](scanned)) collect(scanned, pattern, taken);
  return taken.spans.sort((a, b) => a.start - b.start);
}

/** Placeholders that stand in a text already. */
export function placeholdersIn(text: string): PersonalSpan[] {
  return Array.from(text.matchAll(PLACEHOLDER), ({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
    placeholder: '',
  }));
}

/** The word NAME of a placeholder is nobody's name. */
function outsidePlaceholders(text: string, spans: readonly PersonalSpan[]): PersonalSpan[] {
  const placeholders = placeholdersIn(text);
  return spans.filter((span) => !placeholders.some(({ start, end }) => span.start < end && start < span.end));
}

/** What was found so far, and for every character whether it is part of that. */
type Taken = { spans: PersonalSpan[]; covered: Uint8Array };

function collect(text: string, { placeholder, pattern, confirm }: PersonalPattern, { spans, covered }: Taken): void {
  // `matchAll` copies the pattern for every text, and copies may be compiled anew: milliseconds instead of microseconds.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex++;
    const [start, end] = match.indices?.groups?.['mask'] ?? [match.index, match.index + match[0].length];
    if (start === end || covered.subarray(start, end).includes(1)) continue;
    const found = text.slice(start, end);
    if (confirm !== undefined && !confirm(found, text.slice(Math.max(0, start - 60), start), text.slice(end, end + 20)))
      continue;
    spans.push({ start, end, placeholder: `{{${placeholder}}}` });
    covered.fill(1, start, end);
  }
}
