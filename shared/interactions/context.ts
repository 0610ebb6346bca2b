import { z } from 'zod';
import { box, point, viewport } from '../geometry.ts';
import { limits } from '../limits.ts';

const text = z.string().max(limits.maxText);

export const pageKind = z.enum([
  'home',
  'search',
  'category',
  'product',
  'cart',
  'checkout',
  'confirmation',
  'account',
  'other',
]);
export type PageKind = z.infer<typeof pageKind>;

/** A product as a page shows it. What the page does not say is null, never guessed. */
export const product = z.strictObject({
  name: text,
  url: z.string().max(limits.maxUrl).nullable(),
  price: z.number().min(0).nullable(),
  /** ISO 4217. */
  currency: z.string().length(3).nullable(),
  availability: z.enum(['in-stock', 'out-of-stock', 'pre-order', 'unknown']),
  brand: text.nullable(),
  /** On a scale of 0 to 5. */
  rating: z.number().min(0).max(5).nullable(),
  sku: text.nullable(),
  /** Where it was read. */
  source: z.enum(['json-ld', 'microdata', 'open-graph', 'visible']),
});
export type Product = z.infer<typeof product>;

export const cartItem = z.strictObject({
  name: text,
  quantity: z.int().min(0).nullable(),
  /** For one piece. */
  price: z.number().min(0).nullable(),
});
export type CartItem = z.infer<typeof cartItem>;

export const cart = z.strictObject({
  /** Pieces in the cart by the page's own counter; null where it shows none. */
  count: z.int().min(0).nullable(),
  total: z.number().min(0).nullable(),
  currency: z.string().length(3).nullable(),
  /** Only where the page lists them (a cart page or drawer); null elsewhere. */
  items: z.array(cartItem).max(100).nullable(),
});
export type Cart = z.infer<typeof cart>;

export const structure = z.strictObject({
  landmarks: z.array(z.strictObject({ role: z.string().max(50), name: text })).max(30),
  headings: z.array(z.strictObject({ level: z.int().min(1).max(6), text })).max(40),
  forms: z.array(z.strictObject({ name: text, fields: z.int().min(0) })).max(20),
  lists: z.array(z.strictObject({ name: text, items: z.int().min(0) })).max(20),
});

/** A visible interactive element of the page, as the accessibility snapshot names it. */
export const element = z.strictObject({
  ref: z.string().regex(/^e\d+$/),
  role: z.string().max(50),
  name: text,
  box,
});
export type Element = z.infer<typeof element>;

export const page = z.strictObject({
  url: z.string().max(limits.maxUrl),
  title: text,
  kind: pageKind,
  language: z.string().max(35).nullable(),
  viewport,
  scroll: point,
  structure,
});
export type Page = z.infer<typeof page>;

/** The third group: where it was done. Text in it is masked. */
export const context = z.strictObject({
  page,
  products: z.array(product).max(60),
  cart: cart.nullable(),
  /** A pruned accessibility tree, a line an element: `[e12] button "Add to cart"`. The target's line is always in it. */
  snapshot: z.string().max(limits.maxSnapshot),
  elements: z.array(element).max(300),
  /** Roles and names of elements near the target. */
  nearby: z.array(text).max(12),
  /** Tag and role of the target's ancestors, from its parent upwards. */
  ancestry: z.array(z.string().max(150)).max(30),
  /** How old the page reading was when the action happened, in milliseconds. */
  readAgeMs: z.number().min(0),
});
export type Context = z.infer<typeof context>;
