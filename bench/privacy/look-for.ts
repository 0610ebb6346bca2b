import type { Telling } from './telling-parts.ts';

/** A text in every disguise that it may have, made ready to be searched. */
export type Searchable = { folded: string[]; raw: string };

/**
 * Undoes what hides a value: JSON, HTML and percent escapes, base64, hexadecimal, UTF-16, and single keys that were
 * pressed one after the other. Placeholders are taken out first: the word NAME in one is nobody's name.
 */
export function searchable(text: string): Searchable {
  const plain = text.replaceAll(/\{\{[A-Z_]+(?:_\d+)?\}\}/g, ' ~ ');
  const unescaped = [unescapeJson(plain), unescapeHtml(plain), unescapePercent(plain)];
  const views = [plain, ...unescaped, unescapeHtml(unescapePercent(unescapeJson(plain)))];
  const hidden = [encodedIn(plain, /[\w+/-]{8,}={0,2}/g, 'base64'), encodedIn(plain, /(?:[\da-f]{2}){4,}/gi, 'hex')];
  return { raw: text, folded: [...new Set([...views, ...hidden, keysIn(plain)].map(fold))] };
}

/** Bytes of a file: as UTF-8, and as UTF-16 from both first bytes. */
export function searchableBytes(bytes: Uint8Array): Searchable {
  const text = (encoding: string, from: number): string => new TextDecoder(encoding).decode(bytes.subarray(from));
  const found = searchable(text('utf-8', 0));
  return { ...found, folded: [...found.folded, fold(text('utf-16le', 0)), fold(text('utf-16le', 1))] };
}

/** The first of the telling parts that is read in the text. */
export function findTelling(text: Searchable, parts: readonly Telling[]): Telling | undefined {
  return parts.find((part) => spellings(part.text).some((spelling) => isIn(text, { ...part, text: spelling })));
}

function isIn({ folded }: Searchable, { how, text }: Telling): boolean {
  const pattern = patternOf(how, fold(text));
  return folded.some((view) => pattern.test(view));
}

const patterns = new Map<string, RegExp>();

function patternOf(how: Telling['how'], text: string): RegExp {
  const key = `${how} ${text}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const literal = (part: string): string => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  const made =
    how === 'digits'
      ? new RegExp(String.raw`${Array.from(text).join(String.raw`[^\p{L}\d]{0,3}`)}(?!\d)`, 'u')
      : how === 'exact'
        ? new RegExp(String.raw`(?<![\p{L}\d])${literal(text)}(?![\p{L}\d])`, 'u')
        : new RegExp(bordered(text), 'u');
  patterns.set(key, made);
  return made;
}

function bordered(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const between = String.raw`[^\p{L}\p{N}]{0,4}`;
  const joined = words.join(between);
  // Scripts without spaces have no borders of words.
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? joined
    : String.raw`(?<![\p{L}\p{N}])${joined}(?![\p{L}\p{N}])`;
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd' };

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u00ad\u200b-\u200d\ufeff]/gu, '')
    .toLowerCase()
    .replaceAll(/[ßłøæœđ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** With and without what German and Nordic writers put for their own letters. */
function spellings(text: string): string[] {
  const spelled = text
    .normalize('NFC')
    .replaceAll(/[äöüå]/gi, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' })[letter.toLowerCase()] ?? letter);
  return [...new Set([text, spelled])];
}

function unescapeJson(text: string): string {
  return text
    .replaceAll(/\\u([\da-fA-F]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\[ntr]/g, ' ')
    .replaceAll(/\\(.)/g, '$1');
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll(/&#(\d{1,7});/g, (_all, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replaceAll(/&#x([\da-f]{1,6});/gi, (_all, code: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function unescapePercent(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (code) => {
    return Buffer.from(code.replaceAll('%', ''), 'hex').toString('utf8');
  });
}

const IS_TEXT = /^[\s\p{Script=Latin}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{N}\p{P}\p{S}]+$/u;

/** What is decoded from everything that may be encoded; what decodes to noise was not. */
function encodedIn(text: string, pattern: RegExp, encoding: 'base64' | 'hex'): string {
  return Array.from(text.matchAll(pattern), ({ 0: code }) => {
    const bytes = Buffer.from(code, encoding);
    return [bytes.toString('utf8'), bytes.toString('utf16le')].filter((decoded) => IS_TEXT.test(decoded)).join('\n');
  }).join('\n');
}

/** Keys that were pressed one after the other, as a word. */
function keysIn(text: string): string {
  return Array.from(text.matchAll(/"key":"(.)"/gu), ({ 1: key }) => key ?? '').join('');
}
