import type { Box } from '../../../shared/geometry.ts';
import type { Cart, Page, Product } from '../../../shared/interactions/context.ts';
import type { Overlay } from './overlays-of.ts';

/** One line of the accessibility snapshot, masked: `[e12] button "Add to cart"`, or `- heading "Shoes"` for what cannot be acted on. */
export type Line = {
  element: Element;
  ref: string | null;
  role: string;
  name: string;
  text: string;
  /** In the top viewport, when it was read. */
  box: Box;
};

/** What was read of a page, all text masked. It ages: `atMs` and `domEpoch` say when it was true. */
export type Reading = {
  /** `performance.now()` of its end. */
  atMs: number;
  /** The page's `domEpoch` when the reading began: while it is the same, every box still holds. */
  domEpoch: number;
  /** Unmasked, to notice that a single-page shop has gone on. Never recorded. */
  href: string;
  page: Page;
  products: Product[];
  cart: Cart | null;
  /** In the document's order, cut to the length of a snapshot by leaving out what is farthest from view. */
  lines: Line[];
  /** The lines as one text. */
  snapshot: string;
  /** Names of the open dialogs. */
  dialogs: string[];
  overlays: Overlay[];
  /** What the page says is wrong with its fields. */
  validation: string[];
};
