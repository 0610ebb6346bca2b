import { personalPatterns, strictPatterns, type PersonalPattern } from './personal-patterns.ts';

/** `strict` is for account, checkout and confirmation pages: there every number goes that is no price or quantity. */
export type MaskMode = 'normal' | 'strict';

/** A stretch of text that has to go, and what stands for it. */
export type PersonalSpan = { start: number; end: number; placeholder: string };

const PLACEHOLDER = /\{\{[A-Z_]+(?:_\d+)?\}\}/g;
/** Without a digit, an @ or a greeting's capital after a small word there is nothing to look for. */
const WORTH_A_LOOK = /[\d@]|%40|,\s*\p{Lu}|\p{Ll}:?[ \u00a0]\p{Lu}|['’]s |:|eyJ|[\w+/=-]{24}/u;
/** Longer texts are masked in their first part and cut: nothing recorded is longer. */
const MAX_SCANNED = 20_000;

/** Where personal data stands in a text: in order, without overlaps. */
export function findPersonal(text: string, mode: MaskMode = 'normal'): PersonalSpan[] {
  if (!WORTH_A_LOOK.test(text)) return [];
  const scanned = text.slice(0, MAX_SCANNED);
  const taken: PersonalSpan[] = Array.from(scanned.matchAll(PLACEHOLDER), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    placeholder: '',
  }));
  const patterns = mode === 'strict' ? [...personalPatterns, ...strictPatterns] : personalPatterns;
  for (const pattern of patterns) collect(scanned, pattern, taken);
  return taken.filter((span) => span.placeholder !== '').sort((a, b) => a.start - b.start);
}

/** The text with everything personal replaced by placeholders such as `{{EMAIL}}`. Masking twice changes nothing. */
export function maskText(text: string, mode: MaskMode = 'normal'): string {
  let masked = '';
  let from = 0;
  for (const { start, end, placeholder } of findPersonal(text, mode)) {
    masked += text.slice(from, start) + placeholder;
    from = end;
  }
  return masked + text.slice(from);
}

function collect(text: string, { placeholder, pattern, confirm }: PersonalPattern, taken: PersonalSpan[]): void {
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.groups?.['mask'] ?? [match.index, match.index + match[0].length];
    if (start === end || taken.some((span) => start < span.end && end > span.start)) continue;
    const found = text.slice(start, end);
    if (confirm !== undefined && !confirm(found, text.slice(Math.max(0, start - 60), start), text.slice(end, end + 20)))
      continue;
    taken.push({ start, end, placeholder: `{{${placeholder}}}` });
  }
}
