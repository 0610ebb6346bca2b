import type { PageKind } from '../interactions/context.ts';
import { clip } from '../session/clip.ts';
import { piecesIn, type CartLine } from './cart-ledger.ts';
import type { Evidence } from './evidence.ts';
import type { Criterion } from './scenario.ts';
import { hasKeywords } from './words.ts';

export type Finding = { progress: number; met: boolean; explanation: string };

type CartCriterion = Extract<Criterion, { type: 'cart-contains' }>;
type Facts = { name: string; price: number | null; brand: string | null; rating: number | null };

/** Prices are compared in whole hundredths: 0.1 + 0.2 must not cost more than 0.3. */
const isAtMost = (amount: number, limit: number): boolean => Math.round(amount * 100) <= Math.round(limit * 100);

const money = (amount: number): string => amount.toFixed(2);
const pieces = (count: number): string => (count === 1 ? '1 piece' : `${count} pieces`);

/** Two thirds is the most that an unmet criterion is credited with: being nearly there is not being there. */
const MOST_WITHOUT = 2 / 3;

/** What a product lacks of the requirements, in words; and how many requirements there are. */
function lacks(criterion: CartCriterion, facts: Facts): { missing: string[]; of: number } {
  const { maxPrice, brand, minRating } = criterion;
  const missing: string[] = [];
  if (maxPrice !== null) {
    if (facts.price === null) missing.push('its price was not to be seen');
    else if (!isAtMost(facts.price, maxPrice))
      missing.push(`it costs ${money(facts.price)}, more than ${money(maxPrice)}`);
  }
  if (brand !== null && !hasKeywords(facts.brand ?? facts.name, [brand]) && !hasKeywords(facts.name, [brand])) {
    missing.push(facts.brand === null ? 'its brand was not to be seen' : `its brand is ${facts.brand}, not ${brand}`);
  }
  if (minRating !== null) {
    if (facts.rating === null) missing.push('its rating was not to be seen');
    else if (facts.rating < minRating) missing.push(`it is rated ${facts.rating}, less than ${minRating}`);
  }
  return { missing, of: [maxPrice, brand, minRating].filter((limit) => limit !== null).length };
}

function factsOf(line: Pick<CartLine, 'name' | 'price'>, evidence: Evidence): Facts {
  const known = line.name === '' ? undefined : evidence.products.find(line.name);
  return {
    name: line.name || (known?.name ?? ''),
    price: line.price ?? known?.price ?? null,
    brand: known?.brand ?? null,
    rating: known?.rating ?? null,
  };
}

const answers = (name: string, keywords: readonly string[], evidence: Evidence): boolean =>
  hasKeywords(name, keywords) ||
  (name !== '' && keywords.length > 0 && hasKeywords(evidence.products.find(name)?.name ?? '', keywords));

/** The lines of the cart that fulfil the criterion entirely. */
export function matchingLines(criterion: CartCriterion, evidence: Evidence): CartLine[] {
  return evidence
    .lines()
    .filter(
      (line) =>
        answers(line.name, criterion.keywords, evidence) &&
        lacks(criterion, factsOf(line, evidence)).missing.length === 0,
    );
}

function nearestLine(criterion: CartCriterion, evidence: Evidence): Finding | undefined {
  const near = evidence
    .lines()
    .filter((line) => answers(line.name, criterion.keywords, evidence))
    .map((line) => ({ line, ...lacks(criterion, factsOf(line, evidence)) }))
    .sort((a, b) => a.missing.length - b.missing.length)[0];
  if (near === undefined) return undefined;
  const share = near.of === 0 ? 1 : 1 - near.missing.length / near.of;
  return {
    progress: MOST_WITHOUT * (0.5 + 0.5 * share) * Math.min(1, near.line.quantity / criterion.minItems),
    met: false,
    explanation: `“${clip(near.line.name || 'Something', 80)}” is in the cart, but ${near.missing.join(' and ')}.`,
  };
}

function nothingInCart(criterion: CartCriterion, evidence: Evidence): Finding {
  const seen = evidence.viewed.filter((name) => hasKeywords(name, criterion.keywords));
  const fit = seen.find((name) => lacks(criterion, factsOf({ name, price: null }, evidence)).missing.length === 0);
  if (fit !== undefined) {
    return { progress: 0.3, met: false, explanation: `“${clip(fit, 80)}” fits, but it is not in the cart.` };
  }
  if (seen[0] !== undefined) {
    return {
      progress: 0.15,
      met: false,
      explanation: `“${clip(seen[0], 80)}” was looked at, but nothing that fits is in the cart yet.`,
    };
  }
  const isEmpty = evidence.lines().length === 0;
  return { progress: 0, met: false, explanation: isEmpty ? 'The cart is empty.' : 'Nothing in the cart fits yet.' };
}

function checkCart(criterion: CartCriterion, evidence: Evidence): Finding {
  const fitting = matchingLines(criterion, evidence);
  const count = piecesIn(fitting);
  if (count === 0) return nearestLine(criterion, evidence) ?? nothingInCart(criterion, evidence);
  const names = clip([...new Set(fitting.map(({ name }) => name || 'something unnamed'))].join('”, “'), 120);
  const how = fitting.every(({ seen }) => seen === 'inferred')
    ? ' The cart was not opened: this is known from “add to cart” being used.'
    : '';
  if (count >= criterion.minItems) {
    return { progress: 1, met: true, explanation: `“${names}” was put in the cart (${pieces(count)}).${how}` };
  }
  return {
    progress: Math.min(0.95, count / criterion.minItems),
    met: false,
    explanation: `${pieces(count)} of ${criterion.minItems} in the cart: “${names}”.${how}`,
  };
}

const LEAST_AFTER_DISCOUNT = 0.5;

function checkTotal(maxTotal: number, evidence: Evidence): Finding {
  const lines = evidence.lines();
  if (lines.length === 0) return { progress: 0, met: false, explanation: 'The cart is empty.' };
  const prices = lines.map((line) => ({ quantity: line.quantity, price: factsOf(line, evidence).price }));
  const sum = prices.reduce((all, { quantity, price }) => (price === null ? Number.NaN : all + price * quantity), 0);
  // The page's total has delivery in it and discounts off it; the sum of the pieces has neither. The lower one decides,
  // unless it is so low that it must be something else on the page, like the tax.
  const said = evidence.total() ?? Number.NaN;
  const known = [sum, said < sum * LEAST_AFTER_DISCOUNT ? Number.NaN : said].filter((amount) =>
    Number.isFinite(amount),
  );
  if (known.length === 0) return { progress: 0, met: false, explanation: 'What the cart costs was not to be seen.' };
  const total = Math.min(...known);
  if (isAtMost(total, maxTotal)) {
    return {
      progress: 1,
      met: true,
      explanation: `The cart costs ${money(total)}; at most ${money(maxTotal)} was allowed.`,
    };
  }
  return {
    progress: Math.min(0.95, maxTotal / total) * MOST_WITHOUT,
    met: false,
    explanation: `The cart costs ${money(total)}, which is ${money(total - maxTotal)} too much.`,
  };
}

/** The way to an order; being further along it is credited. */
const way: readonly PageKind[] = ['product', 'cart', 'checkout', 'confirmation'];

const pageNames: Readonly<Record<PageKind, string>> = {
  home: 'The start page',
  search: 'A page of search results',
  category: 'A category page',
  product: 'A product page',
  cart: 'The cart page',
  checkout: 'The checkout',
  confirmation: 'The confirmation of an order',
  account: 'The account page',
  other: 'Another page',
};

function checkPage(kind: PageKind, evidence: Evidence): Finding {
  if (evidence.kinds.has(kind)) return { progress: 1, met: true, explanation: `${pageNames[kind]} was reached.` };
  const goal = way.indexOf(kind);
  const come = way.findLastIndex((step, index) => index < goal && evidence.kinds.has(step));
  return {
    progress: goal < 0 || come < 0 ? 0 : ((come + 1) / (goal + 1)) * MOST_WITHOUT,
    met: false,
    explanation: `${pageNames[kind]} was not reached${come >= 0 && way[come] !== undefined ? `; the furthest was: ${pageNames[way[come]].toLowerCase()}` : ''}.`,
  };
}

function checkViewed(keywords: readonly string[], minProducts: number, evidence: Evidence): Finding {
  const seen = evidence.viewed.filter((name) => hasKeywords(name, keywords));
  const met = seen.length >= minProducts;
  const of = `${seen.length} of ${minProducts} products`;
  return {
    progress: met ? 1 : seen.length / minProducts,
    met,
    explanation: met
      ? clip(`${seen.length} products were looked at: “${seen.join('”, “')}”.`, 300)
      : `${of} looked at${seen.length > 0 ? `: “${clip(seen.join('”, “'), 200)}”` : ''}.`,
  };
}

/** How far the evidence fulfils the criterion, and why, in one sentence. */
export function checkCriterion(criterion: Criterion, evidence: Evidence): Finding {
  let finding: Finding;
  switch (criterion.type) {
    case 'cart-contains':
      finding = checkCart(criterion, evidence);
      break;
    case 'cart-total-at-most':
      finding = checkTotal(criterion.maxTotal, evidence);
      break;
    case 'page-reached':
      finding = checkPage(criterion.pageKind, evidence);
      break;
    case 'products-viewed':
      finding = checkViewed(criterion.keywords, criterion.minProducts, evidence);
      break;
  }
  return finding;
}

/** Pieces in the cart, or ordered, that the task asked for; without a task all of them. */
export function countFound(criteria: readonly Criterion[], evidence: Evidence): number {
  const wanted = criteria.filter((criterion) => criterion.type === 'cart-contains');
  if (wanted.length === 0) return piecesIn(evidence.lines());
  return piecesIn([...new Set(wanted.flatMap((criterion) => matchingLines(criterion, evidence)))]);
}
