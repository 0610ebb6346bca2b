import type { Product } from '../../../shared/interactions/context.ts';
import { parentOf } from '../dom/composed-tree.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import { isVisible } from '../dom/visible.ts';
import { isPriceText, parsePrice, type Price } from './parse-price.ts';
import { priceTextOf } from './walk-page.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

const TITLES = 'h1,h2,h3,h4,h5,h6,[role=heading]';
const NO_PRODUCT =
  /\b(sub-?total|total|summary|summe|zwischensumme|deliver\w*|shipping|versand|voucher|gift card|discount|tax|vat|basket|cart|checkout|filter|price|sort|free|saving|you save|quantity)\b/i;
const OLD = /old|was|strike|rrp|regular|list-?price|before|compare|original|crossed/i;
const MAX_STEPS = 9;

export type VisibleProduct = { product: Product; card: Element; isMain: boolean };

/** Reads products from what can be seen: a price, and the smallest part of the page around it that has a title too. Yields after each. */
export function* visibleProducts(
  prices: readonly Element[],
  region: string,
  maskUrl: (url: string) => string,
): Generator<void, VisibleProduct[]> {
  const found = new Map<Element, VisibleProduct>();
  for (const element of prices) {
    yield;
    const price = parsePrice(priceTextOf(element), region);
    const titled = price === undefined || isOldPrice(element) ? undefined : cardOf(element);
    if (price === undefined || titled === undefined || found.has(titled.card)) continue;
    if (NO_PRODUCT.test(titled.name) && !titled.isMain) continue;
    found.set(titled.card, { product: productOf(titled, price, maskUrl), card: titled.card, isMain: titled.isMain });
    if (found.size >= 60) break;
  }
  return [...found.values()];
}

type Titled = { card: Element; name: string; link: HTMLAnchorElement | null; isMain: boolean };

function cardOf(price: Element): Titled | undefined {
  let card = parentOf(price);
  for (let step = 0; card !== null && card !== plainDocument().body && step < MAX_STEPS; step++) {
    const titled = titleOf(card);
    if (titled !== undefined) return titled;
    card = parentOf(card);
  }
  return undefined;
}

function titleOf(card: Element): Titled | undefined {
  const headings = Array.from(plain(card).querySelectorAll(TITLES)).filter((heading) => isVisible(heading));
  const links = Array.from(plain(card).querySelectorAll<HTMLAnchorElement>('a[href]'));
  const main = headings.find((heading) => heading.localName === 'h1');
  const title = main ?? headings[0];
  if (title !== undefined) {
    const name = textOf(title);
    const link =
      title.querySelector<HTMLAnchorElement>('a[href]') ??
      title.closest<HTMLAnchorElement>('a[href]') ??
      links[0] ??
      null;
    if (main === undefined && links.length === 0 && plain(card).closest('a[href]') === null) return undefined;
    return isTitle(name)
      ? {
          card,
          name,
          link: main === undefined ? (link ?? plain(card).closest<HTMLAnchorElement>('a[href]')) : null,
          isMain: main !== undefined,
        }
      : undefined;
  }
  const named = links
    .map((link) => ({ link, name: withoutPrice(textOf(link)) }))
    .filter(({ link, name }) => isTitle(name) && isVisible(link));
  const longest = named.toSorted((a, b) => b.name.length - a.name.length)[0];
  if (longest !== undefined) return { card, ...longest, isMain: false };
  const alt = links.length === 0 ? '' : (plain(card).querySelector('img[alt]')?.getAttribute('alt') ?? '');
  return isTitle(alt) ? { card, name: collapse(alt), link: links[0] ?? null, isMain: false } : undefined;
}

/** A link around a whole card says its price too. */
function withoutPrice(name: string): string {
  const at = name.search(/(?:from )?(?:[£€$₹₺₱₩¥]\s?\d|\d[\d.,\s]*\s?(?:€|kr|zł|Kč|lei|Ft)(?!\p{L}))/iu);
  return at < 3 ? name : name.slice(0, at).trim();
}

function isTitle(name: string): boolean {
  return (
    name.length >= 3 &&
    /\p{L}{2}/u.test(name) &&
    !isPriceText(name) &&
    !/^(add|buy|see|view|choose|quick|remove|edit|details|more|in den|ajouter|añadir|aggiungi)\b/i.test(name)
  );
}

function isOldPrice(price: Element): boolean {
  if (price.closest('s,del,strike') !== null || OLD.test(price.getAttribute('class') ?? '')) return true;
  return getComputedStyle(price).textDecorationLine.includes('line-through');
}

function productOf({ card, name, link }: Titled, price: Price, maskUrl: (url: string) => string): Product {
  const text = textOf(card, 600);
  const brand = plain(card).querySelector('[itemprop=brand],[class*=brand i]');
  return {
    name,
    url: link === null ? null : maskUrl(link.href),
    price: price.amount,
    currency: price.currency,
    availability: availabilityOf(text),
    brand: brand === null ? null : textOf(brand, 80) || null,
    rating: ratingOf(card),
    sku: plain(card).getAttribute('data-sku') ?? plain(card).getAttribute('data-product-sku'),
    source: 'visible',
  };
}

/** What a text says about whether a thing can be had. */
export function availabilityOf(text: string): Product['availability'] {
  if (
    /out of stock|not in stock|sold out|currently unavailable|no longer available|ausverkauft|nicht (verfügbar|lieferbar)|rupture de stock|épuisé|agotado|esaurito|uitverkocht|slutsåld/i.test(
      text,
    )
  )
    return 'out-of-stock';
  if (/pre-?order|vorbestell|précommande|preordine/i.test(text)) return 'pre-order';
  return /in stock|available now|auf lager|sofort lieferbar|en stock|disponibil|disponible|op voorraad|i lager/i.test(
    text,
  )
    ? 'in-stock'
    : 'unknown';
}

function ratingOf(card: Element): number | null {
  for (const element of plain(card).querySelectorAll('[aria-label],[title],[itemprop=ratingValue]')) {
    const said =
      plain(element).getAttribute('aria-label') ??
      plain(element).getAttribute('content') ??
      plain(element).getAttribute('title') ??
      '';
    const match = /(\d(?:[.,]\d+)?)\s*(?:out of|of|von|sur|de|su|\/)\s*5\b/i.exec(said);
    const rating = Number((match?.[1] ?? '').replace(',', '.'));
    if (match !== null && rating <= 5) return rating;
  }
  return null;
}
