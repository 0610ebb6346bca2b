import type { PageKind } from '../interactions/context.ts';
import type { IntentLabel } from '../interactions/intent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { pathOf } from '../scenarios/page-address.ts';
import { shopWords } from '../scenarios/shop-words.ts';
import { nameSimilarity, SAME_PRODUCT, wordsOf } from '../scenarios/words.ts';
import { findContext, findLocators, findState, nameOf } from '../session/groups.ts';
import { kindOf, productHere, quoted } from './describe-place.ts';
import type { Guess } from './guess.ts';

type Rule = {
  label: IntentLabel;
  words: RegExp;
  /** On which pages the words mean this; on all without it. */
  on?: readonly PageKind[];
  confidence: number;
  text: (interaction: Interaction) => string;
};

const lists: readonly PageKind[] = ['search', 'category'];
const atTheTill: readonly PageKind[] = ['cart', 'checkout'];

/** The first that applies decides. */
const rules: readonly Rule[] = [
  {
    label: 'dismiss',
    words: /^\W*(close|dismiss)\b/i,
    confidence: 0.9,
    text: (it) => `Clear away what lies in front with ${quoted(it)}.`,
  },
  { label: 'order', words: shopWords.placeOrder, on: atTheTill, confidence: 0.95, text: () => 'Place the order.' },
  {
    label: 'edit-cart',
    words: shopWords.removeFromCart,
    on: atTheTill,
    confidence: 0.9,
    text: (it) => `Take something out of the cart with ${quoted(it)}.`,
  },
  {
    label: 'edit-cart',
    words: shopWords.changeQuantity,
    on: ['cart'],
    confidence: 0.85,
    text: (it) => `Change a quantity in the cart with ${quoted(it)}.`,
  },
  {
    label: 'refine',
    words: shopWords.clearFilters,
    on: lists,
    confidence: 0.9,
    text: (it) => `Take filters off with ${quoted(it)}.`,
  },
  { label: 'checkout', words: shopWords.checkout, confidence: 0.85, text: () => 'Go on to the checkout.' },
  {
    label: 'pay',
    words: shopWords.pay,
    on: ['checkout'],
    confidence: 0.7,
    text: (it) => `Choose how to pay: ${quoted(it)}.`,
  },
  {
    label: 'identify',
    words: shopWords.signIn,
    confidence: 0.75,
    text: (it) => `Say who is shopping, with ${quoted(it)}.`,
  },
  { label: 'compare', words: shopWords.compare, confidence: 0.8, text: (it) => `Compare products with ${quoted(it)}.` },
  {
    label: 'refine',
    words: shopWords.sort,
    on: lists,
    confidence: 0.9,
    text: (it) => `Sort the list with ${quoted(it)}.`,
  },
  {
    label: 'inspect',
    words: shopWords.review,
    on: ['product'],
    confidence: 0.75,
    text: (it) => `Read ${quoted(it)} about ${productHere(it)}.`,
  },
  {
    label: 'configure',
    words: shopWords.changeQuantity,
    on: ['product'],
    confidence: 0.8,
    text: (it) => `Set the quantity with ${quoted(it)}.`,
  },
  {
    label: 'configure',
    words: shopWords.configure,
    on: ['product'],
    confidence: 0.8,
    text: (it) => `Choose ${quoted(it)} for ${productHere(it)}.`,
  },
  {
    label: 'browse',
    words: shopWords.nextPage,
    on: lists,
    confidence: 0.8,
    text: (it) => `See more of the list with ${quoted(it)}.`,
  },
  {
    label: 'refine',
    words: shopWords.refine,
    on: lists,
    confidence: 0.75,
    text: (it) => `Narrow the list with ${quoted(it)}.`,
  },
  { label: 'edit-cart', words: shopWords.viewCart, confidence: 0.7, text: () => 'Look into the cart.' },
  {
    label: 'dismiss',
    words: shopWords.dismiss,
    confidence: 0.8,
    text: (it) => `Clear away what lies in front with ${quoted(it)}.`,
  },
  { label: 'search', words: shopWords.search, confidence: 0.6, text: () => 'Send the search.' },
];

const CHOICES: ReadonlySet<string> = new Set([
  'radio',
  'checkbox',
  'option',
  'switch',
  'combobox',
  'listbox',
  'slider',
  'menuitemradio',
]);
const FIELDS: ReadonlySet<string> = new Set(['textbox', 'searchbox', 'spinbutton']);

/** Whether something is typed into the target: search fields that suggest words have the role of a list to choose from. */
function isTypedInto(interaction: Interaction): boolean {
  const { role, tag } = findLocators(interaction)?.target ?? { role: null, tag: '' };
  return FIELDS.has(role ?? '') || (role === 'combobox' && ['input', 'textarea'].includes(tag));
}

/** The product that the target leads to, other than the one whose page it is. */
function findProductLink(interaction: Interaction): string | undefined {
  const { products = [], page } = findContext(interaction) ?? {};
  const state = findState(interaction);
  const target = findLocators(interaction)?.target;
  const leaves = state !== undefined && pathOf(state.url.after) !== pathOf(state.url.before);
  if (target?.role !== 'link' && target?.tag !== 'a' && !leaves) return undefined;
  const name = nameOf(interaction);
  const words = new Set(wordsOf(name));
  const others = page?.kind === 'product' ? products.slice(1) : products;
  return others.find((product) => {
    const isNamed =
      nameSimilarity(name, product.name) >= SAME_PRODUCT ||
      (words.size > 0 && wordsOf(product.name).every((word) => words.has(word)));
    return isNamed || (leaves && product.url !== null && pathOf(product.url) === pathOf(state.url.after));
  })?.name;
}

function labelAdd(interaction: Interaction): Guess {
  const named = nameOf(interaction).replace(shopWords.addToCart, '').trim();
  const what =
    kindOf(interaction) === 'product' || wordsOf(named).length < 2
      ? productHere(interaction)
      : `“${named.replace(/^[:,–-]\s*/, '')}”`;
  return { label: 'add-to-cart', text: `Put ${what} in the cart.`, confidence: 0.95 };
}

/** What is typed is an action of its own: the click only goes there. */
function labelField(interaction: Interaction): Guess {
  const named = nameOf(interaction);
  const role = findLocators(interaction)?.target.role;
  if (role === 'searchbox' || shopWords.search.test(named))
    return { label: 'search', text: 'Go to the search field.', confidence: 0.7 };
  const label = kindOf(interaction) === 'checkout' ? 'identify' : 'unknown';
  return { label, text: `Go to ${named === '' ? '' : 'the field '}${quoted(interaction)}.`, confidence: 0.4 };
}

function labelByRole(interaction: Interaction): Guess {
  const kind = kindOf(interaction);
  const role = findLocators(interaction)?.target.role ?? '';
  const name = quoted(interaction);
  if (isTypedInto(interaction)) return labelField(interaction);
  if (CHOICES.has(role) && lists.includes(kind))
    return { label: 'refine', text: `Narrow the list with ${name}.`, confidence: 0.8 };
  if (CHOICES.has(role) && kind === 'product')
    return { label: 'configure', text: `Choose ${name} for ${productHere(interaction)}.`, confidence: 0.8 };
  if (CHOICES.has(role) && kind === 'checkout')
    return { label: 'checkout', text: `Choose ${name} in the checkout.`, confidence: 0.7 };
  if (role === 'link' && kind === 'product') return { label: 'navigate', text: `Go to ${name}.`, confidence: 0.5 };
  if (role === 'link' || role === 'menuitem' || role === 'tab')
    return { label: 'browse', text: `Go to ${name}.`, confidence: 0.55 };
  if (role === 'img' && kind === 'product')
    return { label: 'inspect', text: `Look at a picture of ${productHere(interaction)}.`, confidence: 0.7 };
  return { label: 'unknown', text: `Click ${name}.`, confidence: 0.2 };
}

/** What a click was for, by what its target is called, where it is, and what it leads to. */
export function labelClick(interaction: Interaction): Guess {
  const name = nameOf(interaction);
  const kind = kindOf(interaction);
  const isAdd = shopWords.addToCart.test(name) && kind !== 'checkout';
  if (isAdd) return labelAdd(interaction);
  const product = findProductLink(interaction);
  if (product !== undefined) return { label: 'inspect', text: `Open “${product.slice(0, 80)}”.`, confidence: 0.9 };
  // What fields and choices are called says what they are for, not what clicking them does.
  const rule = isTypedInto(interaction)
    ? undefined
    : rules.find(({ words, on }) => (on === undefined || on.includes(kind)) && words.test(name));
  if (rule === undefined) return labelByRole(interaction);
  return { label: rule.label, text: rule.text(interaction), confidence: rule.confidence };
}
