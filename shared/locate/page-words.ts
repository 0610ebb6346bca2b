import type { ElementFacts } from './page-facts.ts';

/** Texts that elements are compared by. Each has its own count of words: what is rare in names may be common in cards. */
export const textsOf = {
  words: ({ name, text }: ElementFacts): string => name || text,
  link: ({ attributes }: ElementFacts): string => attributes.href ?? attributes.src ?? '',
  placeholder: ({ attributes }: ElementFacts): string => attributes.placeholder ?? '',
  landmark: ({ landmark }: ElementFacts): string => landmark ?? '',
  heading: ({ heading }: ElementFacts): string => heading ?? '',
  neighbours: ({ neighbours }: ElementFacts): string => neighbours.join(' | '),
  group: ({ surroundings }: ElementFacts): string => surroundings?.group ?? '',
  column: ({ surroundings }: ElementFacts): string => surroundings?.column ?? '',
  item: ({ surroundings }: ElementFacts): string => surroundings?.item?.text ?? '',
  keys: ({ surroundings }: ElementFacts): string => surroundings?.item?.keys ?? '',
} satisfies Record<string, (element: ElementFacts) => string>;

export type TextTrait = keyof typeof textsOf;
const textTraits = Object.keys(textsOf) as TextTrait[]; // the keys of an object literal

/** How much it says when two texts share a word, in bits. */
export type PageWords = Readonly<Record<TextTrait, (word: string) => number>>;

/** Prices, counts and numbers change while what an element says stays the same. */
const NUMBERS_COUNT = 0.5;
const remembered = new WeakMap<readonly ElementFacts[], PageWords>();
const split = new Map<string, ReadonlySet<string>>();
const MOST_SPLIT = 20_000;

/** The words of a page, with log2(elements/those with the word) for each; counted once per page. */
export function pageWords(elements: readonly ElementFacts[]): PageWords {
  const known = remembered.get(elements);
  if (known !== undefined) return known;
  const words = Object.fromEntries(
    textTraits.map((trait) => [trait, rarityIn(elements.map(textsOf[trait]))]),
  ) as PageWords; // one entry for each trait
  remembered.set(elements, words);
  return words;
}

function rarityIn(texts: readonly string[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) =>
    Math.log2((texts.length + 1) / ((counts.get(word) ?? 0) + 0.5)) * (/^\d/.test(word) ? NUMBERS_COUNT : 1);
}

/** The words and numbers of a text or an address, in lower case. */
export function wordsOf(text: string): ReadonlySet<string> {
  const known = split.get(text);
  if (known !== undefined) return known;
  const words = new Set(
    text
      .replace(/^[a-z]+:\/\/[^/]*/i, '')
      .toLowerCase()
      .match(/[\p{L}\d]+/gu),
  );
  if (split.size >= MOST_SPLIT) split.clear();
  split.set(text, words);
  return words;
}

/** The coefficient of Dice over the words of two texts, each counted by how rare it is here; 0 to 1. */
export function sharedWords(one: string, other: string, rarity: (word: string) => number): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  let both = 0;
  let all = 0;
  for (const word of a) {
    const bits = Math.max(0, rarity(word));
    all += bits;
    if (b.has(word)) both += 2 * bits;
  }
  for (const word of b) all += Math.max(0, rarity(word));
  return all === 0 ? 0 : both / all;
}
