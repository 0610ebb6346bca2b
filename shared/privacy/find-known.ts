import { foldTokens, type Token } from './fold-tokens.ts';
import type { PersonalSpan } from './mask-text.ts';
import { privateTerms, shortNamePairs } from './private-terms.ts';
import type { NumberedValue } from './private-value.ts';

/** What is known to be private, ready to be looked for in text. */
export type KnownTerms = {
  /** The first two characters of every term: most words are ruled out by them. */
  starts: ReadonlySet<string>;
  longest: number;
  /** What stands for the term; undefined when it is none. */
  find(key: string, capital: boolean): string | undefined;
};

const TERM_START = 2;
const MAX_LONGEST = 200;

export function startOf(key: string): string {
  return key.slice(0, TERM_START);
}

/** The same term of two values is the first one's. */
export function knownTerms(values: readonly NumberedValue[]): KnownTerms {
  const placeholders = new Map<string, { placeholder: string; capital: boolean }>();
  for (const value of values) {
    for (const { key, capital } of privateTerms(value)) {
      const known = placeholders.get(key);
      if (known === undefined) placeholders.set(key, { placeholder: value.placeholder, capital });
      else if (!capital) known.capital = false;
    }
  }
  for (const { key, value } of shortNamePairs(values)) {
    if (!placeholders.has(key)) placeholders.set(key, { placeholder: value.placeholder, capital: false });
  }
  const keys = [...placeholders.keys()];
  return {
    starts: new Set(keys.map(startOf)),
    longest: Math.min(MAX_LONGEST, Math.max(0, ...keys.map((key) => key.length))),
    find(key, capital) {
      const known = placeholders.get(key);
      return known === undefined || (known.capital && !capital) ? undefined : known.placeholder;
    },
  };
}

/** What either knows; what both know goes by the first one's name. */
export function joinKnown(first: KnownTerms, second: KnownTerms): KnownTerms {
  return {
    starts: new Set([...first.starts, ...second.starts]),
    longest: Math.max(first.longest, second.longest),
    find: (key, capital) => first.find(key, capital) ?? second.find(key, capital),
  };
}

/** `13.446` is no postcode: as many digits as in one, but in groups of thousands. Longer numbers may be telephones. */
const AMOUNT = /^\d{1,3}[.,'’\u202f]\d{3}$/;

/** Where something known stands in a text: at borders of words, in order, the longest first, without overlaps. */
export function findKnown(text: string, known: KnownTerms): PersonalSpan[] {
  if (known.longest === 0) return [];
  const tokens = foldTokens(text);
  const spans: PersonalSpan[] = [];
  for (let from = 0; from < tokens.length; from++) {
    const found = longestAt(tokens, from, known);
    const [first, last] = [tokens[from], found && tokens[found.to]];
    if (!found || !first || !last || AMOUNT.test(text.slice(first.start, last.end))) continue;
    spans.push({ start: first.start, end: last.end, placeholder: found.placeholder });
    from = found.to;
  }
  return spans;
}

/** All keys that begin at a token: the words from there on, joined. */
export function* keysAt(
  tokens: readonly Token[],
  from: number,
  { starts, longest }: Pick<KnownTerms, 'starts' | 'longest'>,
): Generator<{ key: string; to: number }> {
  let key = '';
  for (let to = from; to < tokens.length; to++) {
    key += tokens[to]?.folded ?? '';
    if (key.length > longest) return;
    if (key.length < TERM_START) continue;
    if (!starts.has(startOf(key))) return;
    yield { key, to };
  }
}

function longestAt(
  tokens: readonly Token[],
  from: number,
  known: KnownTerms,
): { to: number; placeholder: string } | undefined {
  let found: { to: number; placeholder: string } | undefined;
  for (const { key, to } of keysAt(tokens, from, known)) {
    const placeholder = known.find(key, tokens[from]?.capital === true);
    if (placeholder !== undefined) found = { to, placeholder };
  }
  return found;
}
