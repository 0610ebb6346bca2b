import type { ColourName } from './colours.ts';

export type CategorySlug = 'audio' | 'kitchen' | 'outdoors' | 'clothing' | 'books' | 'home';

/** One hand-written line of the catalogue. Prices are pence. */
export interface ProductRow {
  readonly name: string;
  readonly brand: string;
  /** Which drawing stands for it; see `pictures/`. */
  readonly kind: string;
  readonly price: number;
  readonly was?: number;
  readonly rating: number;
  readonly reviews: number;
  readonly stock: number;
  readonly colours: readonly ColourName[];
  readonly sizes?: readonly string[];
  /** Pence added to the price for a size. */
  readonly surcharge?: Readonly<Record<string, number>>;
  /** Sold-out combinations, written `size/colour`; `*` matches anything. */
  readonly gone?: readonly string[];
  readonly about: string;
  readonly points: readonly string[];
}

export interface Variant {
  readonly sku: string;
  readonly size: string | undefined;
  readonly colour: ColourName | undefined;
  readonly pricePence: number;
  readonly stock: number;
}

export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly ean: string;
  readonly name: string;
  readonly brand: string;
  readonly category: CategorySlug;
  readonly kind: string;
  readonly pricePence: number;
  readonly wasPence: number | undefined;
  readonly rating: number;
  readonly reviewCount: number;
  readonly stock: number;
  readonly colours: readonly ColourName[];
  readonly sizes: readonly string[];
  readonly variants: readonly Variant[];
  readonly about: string;
  readonly points: readonly string[];
}
