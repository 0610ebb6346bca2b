import type { PersonalSpan } from './mask-text.ts';

/** Joins what overlaps, in the order of the text; of two placeholders the first one given stays. */
export function uniteSpans(spans: readonly PersonalSpan[]): PersonalSpan[] {
  const united: PersonalSpan[] = [];
  for (const span of spans) {
    const overlapping = united.filter(({ start, end }) => span.start < end && start < span.end);
    const [first] = overlapping;
    const joined = {
      start: Math.min(span.start, ...overlapping.map(({ start }) => start)),
      end: Math.max(span.end, ...overlapping.map(({ end }) => end)),
      placeholder: first?.placeholder ?? span.placeholder,
    };
    for (const each of overlapping) united.splice(united.indexOf(each), 1);
    united.push(joined);
  }
  return united.sort((a, b) => a.start - b.start);
}
