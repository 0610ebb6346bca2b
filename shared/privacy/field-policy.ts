import type { FieldKind, PrivateFieldKind } from '../interactions/action.ts';
import {
  foldWords,
  orderChoiceWords,
  priceWords,
  privateWords,
  quantityWords,
  searchWords,
  variantWords,
} from './field-words.ts';

/** What a page says about one of its fields; never what is in it. */
export type FieldFacts = {
  /** `input`, `textarea`, `select`, or `editable` for contenteditable. */
  tag: string;
  /** An input's type, lower case; empty for other tags. */
  type: string;
  /** It was a password field at some time, whatever "show password" has made of it. */
  everPassword: boolean;
  /** The role attribute, lower case; empty without one. */
  role: string;
  /** Its own autocomplete attribute, or its form's; lower case. */
  autocomplete: string;
  inputMode: string;
  maxLength: number | null;
  /** Everything by which the page calls it: name, id, label, placeholder, aria-label, title, test id, classes. */
  words: string;
  /** It stands in a `<search>` or `role=search` landmark. */
  inSearch: boolean;
  /** Siblings are short boxes like itself: a split card number or one-time code. */
  inSplitGroup: boolean;
  /** It stands on an account, checkout or confirmation page. */
  strict: boolean;
  /** It stands in a form that asks for a password, an e-mail address or the like, on whatever page. */
  aboutPerson: boolean;
};

const byType: Readonly<Record<string, PrivateFieldKind>> = {
  password: 'password',
  email: 'email',
  tel: 'phone',
  file: 'file',
  hidden: 'other',
};

const ownSearchNames = /(^| )(q|query|k|nkw|keywords?|search ?\w*)( |$)/;
const harmlessStores = /\b(our|the|entire|whole|this) (store|shop)\b/g;

/**
 * What kind of field it is. Denies by default: `search`, `quantity`, `choice` and `price-filter` are given only where
 * the page proves them; what is not proven is one of the private kinds, whose values are never recorded.
 */
export function fieldKind(facts: FieldFacts): FieldKind {
  if (facts.everPassword) return 'password';
  const typed = byType[facts.type];
  if (typed !== undefined) return typed;
  const completed = kindOfAutocomplete(facts.autocomplete);
  if (completed !== undefined) return completed;
  if (facts.tag === 'editable') return 'other';
  if (facts.inSplitGroup) return (facts.maxLength ?? 0) <= 1 ? 'one-time-code' : 'card';
  const words = foldWords(facts.words);
  if (facts.type === 'checkbox' || facts.type === 'radio') return kindOfChoice(facts, words);
  const named = privateWords.find(([, pattern]) => pattern.test(words.replaceAll(harmlessStores, ' ')))?.[0];
  return kindOfOpenField(facts, words, named);
}

function kindOfOpenField(facts: FieldFacts, words: string, named: PrivateFieldKind | undefined): FieldKind {
  // A search box is often told to search by "name"; every other private word means that it is no product search.
  if (isSearch(facts, words)) return named === undefined || named === 'name' ? 'search' : named;
  if (named !== undefined) return named;
  if (facts.tag === 'textarea') return 'other';
  if (quantityWords.test(words)) return 'quantity';
  const takesNumber = facts.type === 'range' || facts.type === 'number' || facts.type === 'text' || facts.type === '';
  const strict = facts.strict || facts.aboutPerson;
  if (priceWords.test(words) && takesNumber && !strict) return 'price-filter';
  if (facts.tag === 'select') return kindOfChoice(facts, words);
  if ((facts.type === 'range' || facts.type === 'color') && !strict) return 'choice';
  return 'other';
}

function kindOfChoice(facts: FieldFacts, words: string): FieldKind {
  const strict = facts.strict || facts.aboutPerson;
  return !strict || orderChoiceWords.test(words) || variantWords.test(words) ? 'choice' : 'other';
}

function isSearch(facts: FieldFacts, words: string): boolean {
  // Forms about a person search for schools and employers.
  if (facts.aboutPerson && !facts.inSearch) return false;
  if (facts.tag === 'select' || (facts.type !== '' && facts.type !== 'text' && facts.type !== 'search')) return false;
  if (facts.type === 'search' || facts.role === 'searchbox') return true;
  if (facts.inSearch || (facts.tag === 'input' && ownSearchNames.test(words))) return true;
  return !facts.strict && facts.tag === 'input' && searchWords.test(words);
}

function kindOfAutocomplete(autocomplete: string): PrivateFieldKind | undefined {
  for (const token of autocomplete.split(/\s+/).toReversed()) {
    const kind = kindOfToken(token);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function kindOfToken(token: string): PrivateFieldKind | undefined {
  if (token.startsWith('cc-')) return 'card';
  if (token.endsWith('-password')) return 'password';
  if (token.startsWith('tel')) return 'phone';
  if (token.startsWith('bday')) return 'date-of-birth';
  if (/^(street-address|address-|postal-code|country|shipping$|billing$)/.test(token)) return 'address';
  if (/^(name|given-name|additional-name|family-name|honorific-|nickname|organization)/.test(token)) return 'name';
  if (token === 'one-time-code' || token === 'email' || token === 'username') return token;
  return /^(sex|url|photo|impp|language)$/.test(token) ? 'other' : undefined;
}
