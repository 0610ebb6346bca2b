import { keysAt, startOf, type KnownTerms } from './find-known.ts';
import type { NumberedValue } from './private-value.ts';
import { foldTokens } from './fold-tokens.ts';
import { privateTerms } from './private-terms.ts';

/**
 * What outlives a restart of the browser of a private value: keyed digests of the ways in which it shows. They answer
 * whether a word is one of them, and nothing else, and only to who has the key.
 */
export type TermDigests = {
  placeholder: string;
  typedBy: readonly string[];
  longest: number;
  /** Digests of the first characters: most words are ruled out by them. */
  starts: string[];
  terms: { digest: string; capital: boolean }[];
};

/** A keyed digest, for example HMAC-SHA-256 with a key that cannot be taken out of this browser. */
export type KeyedDigest = (text: string) => Promise<string>;

export async function digestTerms(value: NumberedValue, digest: KeyedDigest): Promise<TermDigests> {
  const terms = privateTerms(value);
  return {
    placeholder: value.placeholder,
    typedBy: value.typedBy,
    longest: Math.max(0, ...terms.map(({ key }) => key.length)),
    starts: await Promise.all(
      [...new Set(terms.map(({ key }) => startOf(key)))].map((start) => digest(`start ${start}`)),
    ),
    terms: await Promise.all(terms.map(async ({ key, capital }) => ({ digest: await digest(`term ${key}`), capital }))),
  };
}

/** Those of the words in the texts that the digests know, ready to be looked for; undefined when there is none. */
export async function recallTerms(
  texts: Iterable<string>,
  digests: readonly TermDigests[],
  digest: KeyedDigest,
): Promise<KnownTerms | undefined> {
  const longest = Math.max(0, ...digests.map((each) => each.longest));
  const wanted = new Set(digests.flatMap(({ starts }) => starts));
  const byTerm = new Map(
    digests
      .toReversed()
      .flatMap(({ placeholder, terms }) => terms.map((term) => [term.digest, { ...term, placeholder }])),
  );
  const words = wordsOf(texts);
  const starts = new Set<string>();
  for (const start of possibleStarts(words)) if (wanted.has(await digest(`start ${start}`))) starts.add(start);
  const found = new Map<string, { placeholder: string; capital: boolean }>();
  for (const key of possibleKeys(words, { starts, longest })) {
    const term = byTerm.get(await digest(`term ${key}`));
    if (term !== undefined) found.set(key, term);
  }
  if (found.size === 0) return undefined;
  return {
    starts,
    longest,
    find(key, capital) {
      const term = found.get(key);
      return term === undefined || (term.capital && !capital) ? undefined : term.placeholder;
    },
  };
}

type Words = ReturnType<typeof foldTokens>[];

/** Line by line, each once: a session repeats its pages over and over, and no value is looked for across lines. */
function wordsOf(texts: Iterable<string>): Words {
  const lines = new Set<string>();
  for (const text of texts) for (const line of text.split('\n')) lines.add(line);
  return Array.from(lines, foldTokens);
}

function possibleStarts(words: Words): Set<string> {
  const starts = new Set<string>();
  for (const tokens of words) {
    for (const [index, { folded }] of tokens.entries()) {
      const start = startOf(folded.length > 1 ? folded : folded + (tokens[index + 1]?.folded ?? ''));
      if (start.length > 1) starts.add(start);
    }
  }
  return starts;
}

function possibleKeys(words: Words, known: Pick<KnownTerms, 'starts' | 'longest'>): Set<string> {
  const keys = new Set<string>();
  for (const tokens of words) {
    for (const from of tokens.keys()) for (const { key } of keysAt(tokens, from, known)) keys.add(key);
  }
  return keys;
}
