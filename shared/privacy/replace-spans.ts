import type { PersonalSpan } from './mask-text.ts';

/** The text with each span's placeholder in its place; spans are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly PersonalSpan[]): string {
  let replaced = '';
  let from = 0;
  for (const { start, end, placeholder } of spans) {
    replaced += text.slice(from, start) + placeholder;
    from = end;
  }
  return replaced + text.slice(from);
}
