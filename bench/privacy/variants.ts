import type { Person, Slot } from './make-up-person.ts';

/** A way in which a shop writes a value that it has in another form. */
export type Variant = {
  name: string;
  /** Slots whose values change by it; all others stand as they are. */
  slots: readonly Slot[];
  write: (value: string, slot: Slot, person: Person) => string;
};

const wordy: readonly Slot[] = ['first', 'last', 'name', 'street', 'city', 'username', 'email'];
const numeric: readonly Slot[] = ['phone', 'card', 'iban', 'id', 'order'];

export const variants: readonly Variant[] = [
  { name: 'as it is', slots: [...wordy, ...numeric], write: (value) => value },
  { name: 'capitals', slots: wordy, write: (value) => value.toUpperCase() },
  { name: 'lower case', slots: wordy, write: (value) => value.toLowerCase() },
  { name: 'without accents', slots: wordy, write: withoutAccents },
  { name: 'transliterated', slots: wordy, write: transliterated },
  { name: 'fixed spaces', slots: [...wordy, ...numeric], write: (value) => value.replaceAll(' ', '\u00a0') },
  { name: 'two spaces', slots: [...wordy, ...numeric], write: (value) => value.replaceAll(' ', '  ') },
  { name: 'dashes', slots: numeric, write: (value) => value.replaceAll(/[ .()/]+/g, '-').replaceAll(/^-|-$/g, '') },
  { name: 'digits only', slots: numeric, write: (value) => value.replaceAll(/[^\dA-Za-z]/g, '') },
  { name: 'over elements', slots: ['name', 'street', 'card'], write: (value) => value.replaceAll(' ', '\n') },
  { name: 'soft hyphens', slots: ['first', 'last', 'name', 'city'], write: softened },
  { name: 'name reversed', slots: ['name'], write: (_value, _slot, { first, last }) => `${last}, ${first}` },
  { name: 'percent-encoded', slots: [...wordy, 'phone'], write: (value) => encodeURIComponent(value) },
  { name: 'HTML-escaped', slots: wordy, write: escaped },
];

function withoutAccents(value: string): string {
  return value
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ß', 'ss');
}

const SPELLED: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  å: 'aa',
  ß: 'ss',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
};

function transliterated(value: string): string {
  return withoutAccents(value.normalize('NFC').replaceAll(/[äöüåßÄÖÜ]/g, (letter) => SPELLED[letter] ?? letter));
}

function softened(value: string): string {
  return value.replaceAll(/\p{L}{6,}/gu, (word) => `${word.slice(0, 3)}\u00ad${word.slice(3)}`);
}

/** As a page shows it that escaped twice. */
function escaped(value: string): string {
  return value.replaceAll(/[^ -%'-~]|&/g, (character) => `&#${character.codePointAt(0)};`);
}
