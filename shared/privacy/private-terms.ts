import { emptyParts, isCountry, namesThatAreWords } from './common-words.ts';
import { foldTokens, type Token } from './fold-tokens.ts';
import type { PrivateValue } from './private-value.ts';

/** A way in which a private value may show: its folded words, joined. `capital`: only where it begins with a capital. */
export type PrivateTerm = { key: string; capital: boolean };

/** Shorter ones stand for anything. Scripts that write a name in two characters are the exception. */
const MIN_TERM = 3;
const MIN_DIGITS = 4;
const MIN_OTHER = 4;
/** A number that nobody asked for by name may be a price or a size. */
const MIN_OTHER_DIGITS = 7;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}$/u;
/** Longer than this, a text is looked for sentence by sentence. */
const MAX_WORDS = 12;

/** Every way in which the value may be seen on a page: whole and in parts that still tell. */
export function privateTerms({ kind, value }: PrivateValue): PrivateTerm[] {
  const keys = [value, spelledOut(value)].flatMap((spelled) => keysOf[kind](spelled));
  const terms = new Map<string, PrivateTerm>();
  for (const key of keys) {
    if (isTelling(key)) terms.set(key, { key, capital: kind === 'name' && namesThatAreWords.has(key) });
  }
  return [...terms.values()];
}

const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

/** As those write it who lack the letters: `Söder` as `Soeder`. */
function spelledOut(value: string): string {
  return value.normalize('NFC').replaceAll(/[äöüåø]/gi, (letter) => SPELLED[letter.toLowerCase()] ?? letter);
}

function isTelling(key: string): boolean {
  if (/^\d+$/.test(key)) return key.length >= MIN_DIGITS;
  return key.length >= MIN_TERM || UNSPACED.test(key);
}

const keysOf: Readonly<Record<PrivateValue['kind'], (value: string) => string[]>> = {
  email: emailKeys,
  name: nameKeys,
  phone: phoneKeys,
  address: (value) => value.split(/[,;\n]/).flatMap(addressKeys),
  'date-of-birth': dateKeys,
  username: (value) => [joined(foldTokens(value))],
  other: otherKeys,
};

function joined(tokens: readonly Pick<Token, 'folded'>[]): string {
  return tokens.map(({ folded }) => folded).join('');
}

function emailKeys(value: string): string[] {
  const [local = '', domain = ''] = value.split('@');
  const tokens = foldTokens(local);
  const parts = tokens.map(({ folded }) => folded).filter((part) => part.length >= 5 && !/^\d+$/.test(part));
  return domain === '' ? nameKeys(value) : [joined(foldTokens(value)), joined(tokens), ...parts];
}

/** Whole, turned round (`Doe, Jane`), and every part from three letters on. */
function nameKeys(value: string): string[] {
  const tokens = foldTokens(value);
  const parts = tokens.map(({ folded }) => folded).filter((part) => !emptyParts.has(part) && !/^\d+$/.test(part));
  const whole = joined(tokens);
  // Where nothing parts a family's name from a given one, each is most often written in two characters.
  const halves =
    UNSPACED.test(whole) && whole.length > 2 && whole.length < 6 ? [whole.slice(0, 2), whole.slice(-2)] : [];
  return [whole, joined(tokens.toReversed()), ...parts, ...halves];
}

/** Names too short to be looked for by themselves, together with the others: `Li` of `Wei` and `Li`, in both orders. */
export function shortNamePairs<Value extends PrivateValue>(values: readonly Value[]): { key: string; value: Value }[] {
  const names = values
    .filter(({ kind }) => kind === 'name')
    .map((value) => ({ value, key: joined(foldTokens(value.value)) }));
  const short = names.filter(({ key }) => key !== '' && !isTelling(key));
  return short.flatMap((one) =>
    names
      .filter((other) => other !== one)
      .flatMap(({ value, key }) => [
        { key: one.key + key, value },
        { key: key + one.key, value },
      ]),
  );
}

/** With and without the country's code and the zero that stands for it: any ending from seven digits on. */
function phoneKeys(value: string): string[] {
  const digits = joined(foldTokens(value)).replaceAll(/\D/g, '');
  const endings = Array.from({ length: Math.max(0, digits.length - 6) }, (_, from) => digits.slice(from));
  return digits.length < 7 ? [digits] : endings.flatMap((ending) => [ending, `0${ending}`, `00${ending}`]);
}

/** A line of an address, whole and without its house number; a place as it is. A country alone tells nothing. */
function addressKeys(line: string): string[] {
  if (isCountry(line)) return [];
  const tokens = foldTokens(line);
  const street = tokens.filter(({ folded }) => !/\d/.test(folded));
  const [first, last] = [tokens[0], tokens.at(-1)];
  // `12 Elm Street` is `Elm Street 12` to another shop.
  const turned =
    first && last && /^\d/.test(first.folded)
      ? [...tokens.slice(1), first]
      : last
        ? [last, ...tokens.slice(0, -1)]
        : [];
  return [joined(tokens), joined(turned), ...(joined(street).length >= 5 ? [joined(street)] : [])];
}

const MONTH_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl'];

/** A whole date in the orders and spellings of the world; a day or a year by itself is anybody's. */
function dateKeys(value: string): string[] {
  const numbers = value.match(/\d+/g) ?? [];
  const year = numbers.find((part) => part.length === 4);
  const others = numbers.filter((part) => part !== year).map(Number);
  const [a, b] = value.trim().startsWith(year ?? ' ') ? [others[1], others[0]] : [others[0], others[1]];
  if (year === undefined || a === undefined || b === undefined) return [];
  const pairs = [
    { day: a, month: b },
    { day: b, month: a },
  ].filter(({ day, month }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
  return pairs.flatMap(({ day, month }) => writtenDates(day, month, year));
}

function writtenDates(day: number, month: number, year: string): string[] {
  const two = (part: number): string => String(part).padStart(2, '0');
  const names = MONTH_LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).map((style) =>
      joined(
        foldTokens(
          new Date(Date.UTC(2000, month - 1, 15)).toLocaleDateString(language, { month: style, timeZone: 'UTC' }),
        ),
      ),
    ),
  );
  const months = [String(month), two(month), ...names];
  const days = [String(day), two(day)];
  return months.flatMap((m) => days.flatMap((d) => [d + m + year, m + d + year, year + m + d, d + m + year.slice(2)]));
}

/** Whatever was typed, if it is long enough to be found by chance nowhere else: as a whole, or by its sentences. */
function otherKeys(value: string): string[] {
  const tokens = foldTokens(value);
  const sentences =
    tokens.length <= MAX_WORDS ? [] : value.split(/[.!?\n]+/).map((sentence) => joined(foldTokens(sentence)));
  return [joined(tokens), ...sentences].filter(
    (key) => key.length >= (/^\d+$/.test(key) ? MIN_OTHER_DIGITS : MIN_OTHER),
  );
}
