/** A word, a number or a single character of a script without spaces, folded, and where it stands in its text. */
export type Token = { folded: string; start: number; end: number; capital: boolean };

/** Scripts that put no space between words: each character is a token of its own. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}`;
const WORD = new RegExp(String.raw`(?:[${UNSPACED}][\p{M}ー゛゜ﾞﾟ]*)|(?:(?![${UNSPACED}])[\p{L}\p{N}]\p{M}*)+`, 'gu');
/** Letters as codes: `%C3%A9`, `&#233;`, `&#xe9;`, `&eacute;`, `\\u00e9`. */
const CODES = /(?:%[\dA-Fa-f]{2})+|&#\d{1,6};|&#[xX][\dA-Fa-f]{1,5};|&[A-Za-z]{2,8};|\\u[\dA-Fa-f]{4}/g;
const CODED = /%[\dA-Fa-f]{2}|&[#A-Za-z]|\\u/;
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
 * in codes of addresses, HTML and JSON or not.
 */
export function foldTokens(text: string): Token[] {
  return CODED.test(text) ? foldEncoded(text) : tokensOf(text);
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

/** Decodes what is written in codes; every character of it stands where its code does. */
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
  for (const { 0: code, index } of text.matchAll(CODES)) {
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

/** Accents by their names in HTML, as the marks that Unicode combines with letters. */
const ACCENTS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  ring: '\u030a',
  cedil: '\u0327',
};
const LIGATURES: Readonly<Record<string, string>> = {
  szlig: 'ß',
  oslash: 'ø',
  aelig: 'æ',
  oelig: 'œ',
  eth: 'ð',
  thorn: 'þ',
};

function decode(code: string): string {
  if (code.startsWith('%')) return decodePercent(code);
  if (code.startsWith('\\u')) return String.fromCharCode(Number.parseInt(code.slice(2), 16));
  const number = /^&#(?:[xX]([\dA-Fa-f]+)|(\d+));$/.exec(code);
  if (number !== null) {
    const point = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
    return point > 0x10_ff_ff ? ' ' : String.fromCodePoint(point);
  }
  const [, letter = '', accent = ''] = /^&([A-Za-z])([a-z]+);$/.exec(code) ?? [];
  const mark = ACCENTS[accent];
  return mark === undefined ? (LIGATURES[`${letter}${accent}`.toLowerCase()] ?? ' ') : (letter + mark).normalize('NFC');
}

function decodePercent(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return ' '; // bytes that are no text part words
  }
}
