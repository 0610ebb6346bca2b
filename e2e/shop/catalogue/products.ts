import { categories } from './categories.ts';
import type { CategorySlug, Product, ProductRow, Variant } from './product.ts';
import { audio } from './tables/audio.ts';
import { books } from './tables/books.ts';
import { clothing } from './tables/clothing.ts';
import { home } from './tables/home.ts';
import { kitchen } from './tables/kitchen.ts';
import { outdoors } from './tables/outdoors.ts';

const rows: Record<CategorySlug, readonly ProductRow[]> = { audio, kitchen, outdoors, clothing, books, home };

function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f’:]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Prefix 200 is reserved for use inside a shop, so these numbers belong to no real product. */
function eanOf(categoryAt: number, rowAt: number): string {
  const digits = `200${String(categoryAt + 1).padStart(4, '0')}${String((rowAt + 1) * 137).padStart(5, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function isGone(row: ProductRow, size: string | undefined, colour: string | undefined): boolean {
  return (row.gone ?? []).some((entry) => {
    const [goneSize, goneColour] = entry.split('/');
    return (goneSize === '*' || goneSize === size) && (goneColour === '*' || goneColour === colour);
  });
}

function variantsOf(row: ProductRow, sku: string): Variant[] {
  const sizes: readonly (string | undefined)[] = row.sizes ?? [undefined];
  const tints = row.colours.length > 1 ? row.colours : [undefined];
  const share = Math.ceil(row.stock / (sizes.length * tints.length));
  return sizes.flatMap((size, sizeAt) =>
    tints.map((colour, colourAt) => ({
      sku: `${sku}-${sizeAt + 1}${colourAt + 1}`,
      size,
      colour,
      pricePence: row.price + (size === undefined ? 0 : (row.surcharge?.[size] ?? 0)),
      stock: isGone(row, size, colour) ? 0 : share,
    })),
  );
}

function productOf(row: ProductRow, categoryAt: number, rowAt: number): Product {
  const category = categories[categoryAt]!.slug;
  const sku = `LM-${category.slice(0, 3).toUpperCase()}-${String(rowAt + 1).padStart(3, '0')}`;
  const { name, brand, kind, rating, stock, colours, about, points } = row;
  return {
    name,
    brand,
    kind,
    rating,
    stock,
    colours,
    about,
    points,
    category,
    sku,
    id: slugOf(name),
    ean: eanOf(categoryAt, rowAt),
    pricePence: row.price,
    wasPence: row.was,
    reviewCount: row.reviews,
    sizes: row.sizes ?? [],
    variants: variantsOf(row, sku),
  };
}

/** The whole catalogue, in the same order on every run. */
export const products: readonly Product[] = categories.flatMap((category, categoryAt) =>
  rows[category.slug].map((row, rowAt) => productOf(row, categoryAt, rowAt)),
);

const byId = new Map(products.map((product) => [product.id, product]));

export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

/** The variant with exactly this size and colour; products without a choice ignore the argument. */
export function findVariant(product: Product, size: string, colour: string): Variant | undefined {
  return product.variants.find((variant) => (variant.size ?? size) === size && (variant.colour ?? colour) === colour);
}

/** Products a customer of this one may also like: its neighbours on the shelf. */
export function relatedProducts(product: Product, count: number): Product[] {
  const shelf = products.filter((other) => other.category === product.category);
  const at = shelf.indexOf(product);
  return Array.from({ length: count }, (_, step) => shelf[(at + step + 1) % shelf.length]!);
}
