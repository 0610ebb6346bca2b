import type { CategorySlug } from './product.ts';

export interface Category {
  readonly slug: CategorySlug;
  readonly name: string;
  readonly tagline: string;
  /** The wall behind the product in pictures of this category. */
  readonly backdrop: string;
}

export const categories: readonly Category[] = [
  { slug: 'audio', name: 'Audio', tagline: 'Sound worth sitting down for.', backdrop: '#e4e7ee' },
  { slug: 'kitchen', name: 'Kitchen', tagline: 'Tools that earn their hook on the wall.', backdrop: '#f6e7d3' },
  { slug: 'outdoors', name: 'Outdoors', tagline: 'For long weekends and short notice.', backdrop: '#dfeae0' },
  { slug: 'clothing', name: 'Clothing', tagline: 'Made to be worn, washed and mended.', backdrop: '#f0e6e6' },
  { slug: 'books', name: 'Books', tagline: 'Good company for an armchair.', backdrop: '#ebe5f0' },
  { slug: 'home', name: 'Living', tagline: 'Small things that change a room.', backdrop: '#f1ebdd' },
];

/** The category with this address, if there is one. */
export function findCategory(slug: string): Category | undefined {
  return categories.find((category) => category.slug === slug);
}
