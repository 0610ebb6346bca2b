import type { Fingerprint } from '../interactions/locators.ts';

/** An element of a page as the resolver sees it: read in the same way as the fingerprint of a recorded target. */
export type ElementFacts = Omit<Fingerprint, 'box'> & { size: { width: number; height: number } | null };

/**
 * A page on which a recorded target is looked for. It may be a live page, a stored snapshot or a made-up one. An
 * element's id is its place in `elements`; those that nobody could mean (of no matching tag, without a use) may be
 * left out, and selectors then do not match them either.
 */
export type PageFacts = {
  elements: readonly ElementFacts[];
  /** How many elements of the page the selector matches, and which of them are in `elements`. */
  match(selector: string): { count: number; ids: readonly number[] };
};
