import type { Product } from './product.ts';
import { products } from './products.ts';

export const sorts = {
  featured: 'Featured',
  'price-asc': 'Price: low to high',
  'price-desc': 'Price: high to low',
  rating: 'Best rated',
  name: 'Name: A to Z',
} as const;

export type Sort = keyof typeof sorts;

export interface ProductQuery {
  readonly words: string;
  readonly category: string | undefined;
  readonly brands: readonly string[];
  readonly minPence: number | undefined;
  readonly maxPence: number | undefined;
  readonly minRating: number;
  readonly inStockOnly: string | undefined;
  readonly sort: Sort;
  readonly page: number;
}

function isSort(value: string): value is Sort {
  return Object.hasOwn(sorts, value);
}

function penceOf(pounds: string | null): number | undefined {
  const value = Number.parseFloat(pounds ?? '');
  return Number.isFinite(value) ? Math.round(value * 100) : undefined;
}

/** Reads a listing's address; anything unreadable counts as absent. */
export function readProductQuery(url: URL, category: string | undefined): ProductQuery {
  const get = (name: string) => url.searchParams.get(name);
  const sort = get('sort') ?? 'featured';
  return {
    words: (get('q') ?? '').trim(),
    category,
    brands: url.searchParams.getAll('brand'),
    minPence: penceOf(get('min')),
    maxPence: penceOf(get('max')),
    minRating: Number.parseFloat(get('rating') ?? '') || 0,
    inStockOnly: get('stock') ?? undefined,
    sort: isSort(sort) ? sort : 'featured',
    page: Math.max(1, Number.parseInt(get('page') ?? '1', 10) || 1),
  };
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f’'-]/g, '')
    .toLowerCase();
}

/** How well a product answers the words: 0 is not at all, a name counts more than a description. */
function scoreOf(product: Product, words: readonly string[]): number {
  const name = plain(product.name);
  const rest = plain(`${product.brand} ${product.category} ${product.about} ${product.points.join(' ')}`);
  let score = 0;
  for (const word of words) {
    if (name.includes(word)) score += 5;
    else if (rest.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

/** Products answering the words (all of them when there are none), best answer first. */
export function searchProducts(text: string): Product[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...products];
  return products
    .map((product) => ({ product, score: scoreOf(product, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score)
    .map(({ product }) => product);
}

function passes(product: Product, query: ProductQuery): boolean {
  return (
    (query.brands.length === 0 || query.brands.includes(product.brand)) &&
    product.pricePence >= (query.minPence ?? 0) &&
    product.pricePence <= (query.maxPence ?? Infinity) &&
    product.rating >= query.minRating &&
    (query.inStockOnly === undefined || product.stock > 0)
  );
}

const comparisons: Record<Sort, (left: Product, right: Product) => number> = {
  featured: () => 0,
  'price-asc': (left, right) => left.pricePence - right.pricePence,
  'price-desc': (left, right) => right.pricePence - left.pricePence,
  rating: (left, right) => right.rating - left.rating,
  name: (left, right) => left.name.localeCompare(right.name, 'en'),
};

export interface Listing {
  readonly shown: readonly Product[];
  readonly total: number;
  readonly pages: number;
  /** Every brand on the shelf before filters, with its number of products. */
  readonly brands: ReadonlyMap<string, number>;
}

const pageSize = 12;

export function listProducts(query: ProductQuery): Listing {
  const shelf = searchProducts(query.words).filter(
    (product) => query.category === undefined || product.category === query.category,
  );
  const brands = new Map<string, number>();
  for (const { brand } of shelf) brands.set(brand, (brands.get(brand) ?? 0) + 1);
  const found = shelf.filter((product) => passes(product, query)).toSorted(comparisons[query.sort]);
  const from = (query.page - 1) * pageSize;
  return {
    shown: found.slice(from, from + pageSize),
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / pageSize)),
    brands,
  };
}
