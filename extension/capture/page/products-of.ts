import type { Product } from '../../../shared/interactions/context.ts';
import type { Masker } from '../masker.ts';
import { statedProducts } from './stated-products.ts';
import { availabilityOf, type VisibleProduct } from './visible-products.ts';
import { textOf } from '../dom/text-of.ts';
import { plainDocument } from '../dom/unclobbered.ts';

/**
 * The page's products: those it states in markup as far as they are on show, then those that can be seen. Where both
 * speak of the same product the visible price wins: stated prices do not follow the chosen variant.
 */
export function productsOf(visible: readonly VisibleProduct[], heading: string, masker: Masker): Product[] {
  const seen = [heading, plainDocument().title, ...visible.map((each) => each.product.name)].map(fold);
  const stated = statedProducts((url) => masker.url(url)).filter((product) => isOnShow(product, seen));
  const names = new Set(stated.map(({ name }) => fold(name)));
  const merged = stated.map((product) => withVisible(product, visible, heading));
  const others = visible.filter(({ product }) => !names.has(fold(product.name))).map(({ product }) => product);
  return [...merged, ...others].slice(0, 60).map((product) => ({
    ...product,
    name: masker.text(product.name),
    brand: product.brand === null ? null : masker.text(product.brand),
    sku: product.sku === null ? null : masker.text(product.sku),
  }));
}

/** A single-page shop leaves the statements of earlier pages behind: they count only while their product is named. */
function isOnShow(product: Product, seen: readonly string[]): boolean {
  const name = fold(product.name);
  return seen.some((text) => text !== '' && (text.includes(name) || name.includes(text)));
}

function withVisible(product: Product, visible: readonly VisibleProduct[], heading: string): Product {
  const same = visible.find(
    (each) =>
      fold(each.product.name) === fold(product.name) || (each.isMain && fold(heading).includes(fold(product.name))),
  );
  if (same === undefined) return product;
  const availability = availabilityOf(textOf(same.card, 600));
  return {
    ...product,
    price: same.product.price ?? product.price,
    currency: same.product.currency ?? product.currency,
    availability: availability === 'unknown' ? product.availability : availability,
  };
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim();
}
