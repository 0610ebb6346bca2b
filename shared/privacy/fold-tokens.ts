/** A word, a number or a single character of a script without spaces, folded, and where it stands in its text. */
export type Token = { folded: string; start: number; end: number; capital: boolean };

/** Scripts that put no space between words: each character is a token of its own. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}`;
const WORD = new RegExp(String.raw`(?:[${UNSPACED}][\p{M}ー゛゜ﾞﾟ]*)|(?:(?![${UNSPACED}])[\p{L}\p{N}]\p{M}*)+`, 'gu');
const PERCENT = /%[\dA-Fa-f]{2}/;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Splits text into tokens that look the same however a value is written: without case, accents, width and punctuation,
 * percent-encoded or not.
 */
export function foldTokens(text: string): Token[] {
  return PERCENT.test(text) ? foldEncoded(text) : tokensOf(text);
}

/** Lower case, without accents and width. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (/^[\da-z]*$/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßłøæœđðþı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => tokenOf(word, index, index + word.length));
}

function tokenOf(word: string, start: number, end: number): Token {
  return { folded: foldWord(word), start, end, capital: /^\p{Lu}/u.test(word) };
}

/** Decodes what is percent-encoded; every character of it stands where its code does. */
function foldEncoded(text: string): Token[] {
  let decoded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const put = (characters: string, from: number, to: number | undefined): void => {
    decoded += characters;
    for (let index = 0; index < characters.length; index++) {
      starts.push(to === undefined ? from + index : from);
      ends.push(to ?? from + index + 1);
    }
  };
  let at = 0;
  for (const { 0: code, index } of text.matchAll(/(?:%[\dA-Fa-f]{2})+/g)) {
    put(text.slice(at, index), at, undefined);
    put(decode(code), index, index + code.length);
    at = index + code.length;
  }
  put(text.slice(at), at, undefined);
  return tokensOf(decoded).map(({ folded, start, end, capital }) => ({
    folded,
    capital,
    start: starts[start] ?? start,
    end: ends[end - 1] ?? end,
  }));
}

function decode(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return ' '; // bytes that are no text part words
  }
}
