import type { Product } from '../../../shared/interactions/context.ts';
import { collapse } from '../dom/text-of.ts';
import { parseAmount } from './parse-price.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

type Json = { readonly [key: string]: unknown };

const MAX_SCRIPT = 200_000;

/** Products that the page states in its markup: JSON-LD, microdata or OpenGraph, whichever there is first. Unmasked names. */
export function statedProducts(maskUrl: (url: string) => string): Product[] {
  const stated = fromJsonLd(maskUrl);
  if (stated.length > 0) return stated;
  const items = fromMicrodata(maskUrl);
  return items.length > 0 ? items : fromOpenGraph(maskUrl);
}

function fromJsonLd(maskUrl: (url: string) => string): Product[] {
  const found: Product[] = [];
  for (const script of plainDocument().querySelectorAll('script[type="application/ld+json"]')) {
    const source = script.textContent ?? '';
    if (source.length > MAX_SCRIPT || !source.includes('Product')) continue;
    for (const node of productNodes(parseJson(source), 0)) {
      const product = fromNode(node, maskUrl);
      if (product !== undefined && found.length < 60) found.push(product);
    }
  }
  return found;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined; // shops publish broken JSON-LD; it states nothing then
  }
}

function* productNodes(value: unknown, depth: number): Generator<Json> {
  if (depth > 8) return;
  if (Array.isArray(value)) {
    for (const each of value) yield* productNodes(each, depth + 1);
  } else if (isJson(value)) {
    if ([value['@type']].flat().some((type) => type === 'Product' || type === 'ProductGroup')) yield value;
    else
      for (const key of ['@graph', 'itemListElement', 'item', 'mainEntity']) yield* productNodes(value[key], depth + 1);
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

function fromNode(node: Json, maskUrl: (url: string) => string): Product | undefined {
  const name = textIn(node['name']);
  if (name === null) return undefined;
  const offer = [node['offers']].flat().find(isJson);
  const price = offer === undefined ? null : numberIn(offer['price'] ?? offer['lowPrice']);
  const rating = isJson(node['aggregateRating']) ? ratingIn(node['aggregateRating']) : null;
  const brand = isJson(node['brand']) ? textIn(node['brand']['name']) : textIn(node['brand']);
  return {
    name,
    url: urlIn(node['url'] ?? offer?.['url'], maskUrl),
    price,
    currency: currencyIn(offer?.['priceCurrency']),
    availability: availabilityIn(textIn(offer?.['availability'])),
    brand,
    rating,
    sku: textIn(node['sku']),
    source: 'json-ld',
  };
}

function ratingIn(rating: Json): number | null {
  const value = numberIn(rating['ratingValue']);
  const best = numberIn(rating['bestRating']) ?? 5;
  if (value === null || best <= 0) return null;
  const scaled = Math.round((value / best) * 50) / 10;
  return scaled >= 0 && scaled <= 5 ? scaled : null;
}

function textIn(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return collapse(String(value)) || null;
}

function numberIn(value: unknown): number | null {
  const amount = typeof value === 'number' ? value : typeof value === 'string' ? parseAmount(value) : undefined;
  return amount === undefined || !Number.isFinite(amount) || amount < 0 ? null : amount;
}

function urlIn(value: unknown, maskUrl: (url: string) => string): string | null {
  const url = textOrNull(value);
  return url !== null && URL.canParse(url, plainDocument().baseURI)
    ? maskUrl(new URL(url, plainDocument().baseURI).href)
    : null;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function currencyIn(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : null;
}

function availabilityIn(value: string | null): Product['availability'] {
  if (value === null) return 'unknown';
  if (/InStock|LimitedAvailability|OnlineOnly/i.test(value)) return 'in-stock';
  if (/OutOfStock|SoldOut|Discontinued/i.test(value)) return 'out-of-stock';
  return /PreOrder|BackOrder/i.test(value) ? 'pre-order' : 'unknown';
}

function fromMicrodata(maskUrl: (url: string) => string): Product[] {
  return Array.from(plainDocument().querySelectorAll('[itemscope][itemtype*="schema.org/Product"]')).flatMap((item) => {
    if (!plain(item).checkVisibility()) return [];
    const say = (property: string): string | null => saidOf(plain(item).querySelector(`[itemprop="${property}"]`));
    const name = say('name');
    if (name === null) return [];
    return [
      {
        name,
        url: urlIn(say('url'), maskUrl),
        price: numberIn(say('price') ?? say('lowPrice')),
        currency: currencyIn(say('priceCurrency')),
        availability: availabilityIn(say('availability')),
        brand: say('brand'),
        rating: ratingIn({ ratingValue: say('ratingValue') ?? undefined, bestRating: say('bestRating') ?? undefined }),
        sku: say('sku'),
        source: 'microdata' as const,
      },
    ];
  });
}

function saidOf(element: Element | null): string | null {
  if (element === null) return null;
  return (
    collapse(
      plain(element).getAttribute('content') ?? plain(element).getAttribute('href') ?? plain(element).textContent ?? '',
    ) || null
  );
}

function fromOpenGraph(maskUrl: (url: string) => string): Product[] {
  const meta = (property: string): string | null =>
    plainDocument().querySelector(`meta[property="${property}"],meta[name="${property}"]`)?.getAttribute('content') ??
    null;
  const name = textIn(meta('og:title'));
  const price = meta('product:price:amount') ?? meta('og:price:amount');
  if (name === null || (price === null && !/^(og:)?product/.test(meta('og:type') ?? ''))) return [];
  return [
    {
      name,
      url: urlIn(meta('og:url'), maskUrl),
      price: numberIn(price),
      currency: currencyIn(meta('product:price:currency') ?? meta('og:price:currency')),
      availability: availabilityIn(
        (meta('product:availability') ?? meta('og:availability'))?.replaceAll(/[\s_-]/g, '') ?? null,
      ),
      brand: textIn(meta('product:brand') ?? meta('og:brand')),
      rating: null,
      sku: textIn(meta('product:retailer_item_id')),
      source: 'open-graph',
    },
  ];
}
