import { expect, test } from 'vitest';
import type { FieldKind } from '../interactions/action.ts';
import { fieldKind, type FieldFacts } from './field-policy.ts';

const plain: FieldFacts = {
  tag: 'input',
  type: 'text',
  everPassword: false,
  role: '',
  autocomplete: '',
  inputMode: '',
  maxLength: null,
  words: '',
  inSearch: false,
  inSplitGroup: false,
  strict: false,
  aboutPerson: false,
};

const cases: [string, Partial<FieldFacts>, FieldKind][] = [
  ['a field that nothing is known of', {}, 'other'],
  ['a password field', { type: 'password' }, 'password'],
  ['a password that is shown', { everPassword: true, words: 'search' }, 'password'],
  ['an e-mail field', { type: 'email' }, 'email'],
  ['a card number by autocomplete', { autocomplete: 'section-pay billing cc-number' }, 'card'],
  ['a search box that autocompletes an address', { type: 'search', autocomplete: 'street-address' }, 'address'],
  ['a card number by its German label', { type: 'number', words: 'Kartennummer' }, 'card'],
  ['a one-time code in single boxes', { maxLength: 1, inSplitGroup: true, words: 'digit-1' }, 'one-time-code'],
  ['a card number in boxes of four', { maxLength: 4, inSplitGroup: true }, 'card'],
  ['a first name in camel case', { words: 'firstName' }, 'name'],
  ['a French phone number', { words: 'Téléphone portable' }, 'phone'],
  ['a Japanese postcode', { words: '郵便番号' }, 'address'],
  ['a date of birth', { type: 'date', words: 'Geburtsdatum' }, 'date-of-birth'],
  ['a date without a name', { type: 'date' }, 'other'],
  ['a search box', { type: 'search', words: 'q Search the shop' }, 'search'],
  ['a search box by its name', { words: 'q' }, 'search'],
  ['a search box that takes names of brands', { type: 'search', words: 'Search by product name or brand' }, 'search'],
  ['a store finder', { type: 'search', words: 'PLZ oder Stadt eingeben' }, 'address'],
  ['an Italian store finder', { type: 'search', words: 'Cerca per provincia, CAP o città' }, 'address'],
  ['a finder of stores', { inSearch: true, words: 'Find a store' }, 'address'],
  ['a search box that speaks of its store', { type: 'search', words: 'Search our store' }, 'search'],
  ['a question to other buyers', { tag: 'textarea', type: '', words: 'Search or ask a question' }, 'other'],
  ['a quantity', { type: 'number', words: 'qty' }, 'quantity'],
  ['a quantity list', { tag: 'select', type: '', words: 'Menge' }, 'quantity'],
  ['a price filter', { type: 'range', words: 'max price' }, 'price-filter'],
  ['a list of sizes', { tag: 'select', type: '', words: 'Size' }, 'choice'],
  ['a list of countries', { tag: 'select', type: '', words: 'Country' }, 'address'],
  ['a list on a checkout page', { tag: 'select', type: '', words: 'title', strict: true }, 'other'],
  ['a delivery method on a checkout page', { type: 'radio', words: 'delivery express', strict: true }, 'choice'],
  ['a saved thing on a checkout page', { type: 'radio', words: 'home', strict: true }, 'other'],
  ['a size in a form about a person', { tag: 'select', type: '', words: 'Größe', aboutPerson: true }, 'choice'],
  ['the size of a household', { tag: 'select', type: '', words: 'Household size', aboutPerson: true }, 'other'],
  ['a month of birth by its first entry', { tag: 'select', type: '', words: 'mm Birth Month' }, 'date-of-birth'],
  ['a list in a form about a person', { tag: 'select', type: '', words: 'Industry', aboutPerson: true }, 'other'],
  ['a search for an employer', { type: 'search', words: 'Search employers', aboutPerson: true }, 'other'],
  [
    'a search landmark in a form about a person',
    { type: 'search', words: 'q', inSearch: true, aboutPerson: true },
    'search',
  ],
  ['a price in a form about a person', { type: 'number', words: 'price', aboutPerson: true }, 'other'],
  ['a facet', { type: 'checkbox', words: 'In stock' }, 'choice'],
  ['an editable region', { tag: 'editable', type: '', words: 'search' }, 'other'],
  ['a file', { type: 'file' }, 'file'],
];

test.each(cases)('%s', (_name, facts, expected) => {
  expect(fieldKind({ ...plain, ...facts })).toBe(expected);
});
