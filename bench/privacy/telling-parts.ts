import { createHash } from 'node:crypto';
import type { Person, Slot } from './make-up-person.ts';

/**
 * What gives a value away when it is read somewhere. `words`: these words in this order with next to nothing between
 * them; `digits`: this row of digits and letters, however it is grouped; `exact`: these very characters.
 */
export type Telling = { slot: Slot; how: 'words' | 'digits' | 'exact'; text: string };

/** Too short to say anything of anybody. */
const MIN_WORD = 3;
const EMPTY =
  /^(de|la|le|las|los|el|van|von|der|den|di|da|do|dos|del|della|the|y|e|i|st|sankt|san|saint|santa|sao|bad|alt|neu|nieuw|nieuwe|nuova|vecchia|new|old|north|south|east|west|port|lake|great|little|long|upper|lower|street|road|avenue|way|drive|lane)$/;

type PartsOf = (value: string, person: Person) => Pick<Telling, 'how' | 'text'>[];

const inWords = (texts: readonly string[]): ReturnType<PartsOf> => texts.map((text) => ({ how: 'words', text }));
const asWords: PartsOf = (value) => inWords([value].filter(isLong));
const asNames: PartsOf = (value) => inWords(nameParts(value));
const asRow: PartsOf = (value) => [{ how: 'digits', text: value.replaceAll(/[^\dA-Za-z]/g, '') }];
const asItIs: PartsOf = (value) => [{ how: 'exact', text: value }];

const partsOf: Readonly<Record<Slot, PartsOf>> = {
  prefix: () => [],
  first: asNames,
  last: asNames,
  name: (_value, { first, last }) => inWords([first, last].flatMap(nameParts)),
  email: (value) => [
    { how: 'words', text: value },
    // With its dots: without them it may be a name on a page, which is counted as one.
    { how: 'exact', text: value.split('@')[0] ?? value },
  ],
  street: (value) => inWords([value, value.replaceAll(/\S*\d\S*/g, ' ').trim()].filter(isLong)),
  city: asWords,
  username: asWords,
  phone: (value) => [{ how: 'digits', text: value.replaceAll(/\D/g, '').slice(-7) }],
  cvc: asItIs,
  cardEnd: asItIs,
  otp: asItIs,
  expiry: asItIs,
  dob: asItIs,
  postcode: asRow,
  id: asRow,
  iban: asRow,
  bic: asRow,
  card: asRow,
  order: asRow,
};

/**
 * The parts of a person's value that must not be found: names in each part, a street with and without its number, an
 * e-mail address and its local part, a phone number by its last seven digits, everything else as a whole.
 */
export function tellingParts(person: Person, slot: Slot): Telling[] {
  return partsOf[slot](person[slot], person).map((part) => ({ slot, ...part }));
}

function nameParts(name: string): string[] {
  return isUnspaced(name) ? [name] : name.split(/[^\p{L}\p{M}]+/u).filter(isLong);
}

function isUnspaced(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

function isLong(text: string): boolean {
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return isUnspaced(letters) ? letters.length >= 2 : letters.length >= MIN_WORD && !EMPTY.test(letters.toLowerCase());
}

const ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha512'] as const;

/** Unsalted hashes of a value as it is, in lower case, and of its digits: whoever has a list of values undoes them. */
export function hashesOf(value: string): string[] {
  const digits = value.replaceAll(/\D/g, '');
  const forms = new Set([value, value.toLowerCase(), ...(digits.length >= 7 ? [digits] : [])]);
  return [...forms].flatMap((form) =>
    ALGORITHMS.flatMap((algorithm) => {
      const hash = createHash(algorithm).update(form).digest();
      return [hash.toString('hex'), hash.toString('base64').replaceAll('=', ''), hash.toString('base64url')];
    }),
  );
}
