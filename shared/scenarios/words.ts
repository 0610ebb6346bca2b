/** Letters that do not come apart into a base letter and an accent. */
const joined: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Scripts that are written without spaces: there a word is looked for anywhere in the text. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

type Words = {
  /** The words in order, without case, accents and plural endings. */
  list: readonly string[];
  /** The same, and each pair of neighbours written as one word (`ear buds` also answers to `earbuds`). */
  all: ReadonlySet<string>;
  plain: string;
};

/** The simple plurals of English, which also serve the `-s` of French and Spanish. */
function singular(word: string): string {
  if (word.length <= 3) return word;
  // `hoodie` and `hoody`, `hoodies` and `berries` all end alike then.
  if (/.{2}ies?$/.test(word)) return `${word.replace(/ies?$/, '')}y`;
  if (/(ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return /[^siu]s$/.test(word) ? word.slice(0, -1) : word;
}

function readWords(text: string): Words {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđı]/g, (letter) => joined[letter] ?? letter)
    .replace(/['’](?=\p{L})/gu, '');
  const list = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);
  const pairs = list.slice(1).map((word, index) => `${list[index]}${word}`);
  return { list, all: new Set([...list, ...pairs]), plain };
}

/** Judging goes over the same names again and again. Emptied when full, so that it cannot grow without end. */
const known = new Map<string, Words>();
const MAX_KNOWN = 5_000;

function wordsIn(text: string): Words {
  let words = known.get(text);
  if (words === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    words = readWords(text);
    known.set(text, words);
  }
  return words;
}

/** The words of a text without case, accents and plural endings, in order. */
export function wordsOf(text: string): readonly string[] {
  return wordsIn(text).list;
}

function hasPhrase(words: Words, phrase: string): boolean {
  const wanted = wordsIn(phrase);
  if (UNSPACED.test(phrase)) return words.plain.includes(wanted.plain);
  if (wanted.list.length === 0) return false;
  return wanted.list.every((word) => words.all.has(word)) || words.all.has(wanted.list.join(''));
}

/**
 * Whether every keyword is in the text: as whole words, in any case, with or without accents and plural endings.
 * A keyword may offer alternatives, parted by `|`: `trainers|sneakers`.
 */
export function hasKeywords(text: string, keywords: readonly string[]): boolean {
  const words = wordsIn(text);
  return keywords.every((keyword) => keyword.split('|').some((phrase) => hasPhrase(words, phrase)));
}

/**
 * How likely two names are names of the same product, 0 to 1: the share of the shorter name's words that the longer
 * one has too, so that `Trail Shoes` and `Trail Shoes – UK 9, rust` are the same. Names of one word must be equal.
 */
export function nameSimilarity(a: string, b: string): number {
  const [short, long] = [new Set(wordsIn(a).list), new Set(wordsIn(b).list)].sort((x, y) => x.size - y.size);
  if (short === undefined || long === undefined || short.size === 0) return 0;
  let common = 0;
  for (const word of short) if (long.has(word)) common += 1;
  if (short.size === 1) return long.size === 1 ? common : common * 0.5;
  // The longer name's surplus breaks ties between several products that contain the shorter name.
  return (common / short.size) * (1 - 0.01 * (1 - short.size / long.size));
}

/** From here on two names are taken for one product. */
export const SAME_PRODUCT = 0.75;
