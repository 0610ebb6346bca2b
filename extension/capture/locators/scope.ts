import type { Masker } from '../masker.ts';
import { plainDocument } from '../dom/unclobbered.ts';

/** What locators of one page are made and counted with. */
export type Scope = {
  masker: Masker;
  /** The open shadow roots of this page that are known of: Playwright's CSS looks into them too. */
  shadowRoots: () => Iterable<ShadowRoot>;
};

/** Titles and names longer than this are no part of a selector. */
export const MAX_TEXT = 80;

/** Elements that a CSS selector matches in the frame, open shadow roots included. */
export function countMatches(selector: string, scope: Scope): number {
  let count = plainDocument().querySelectorAll(selector).length;
  for (const root of scope.shadowRoots()) count += root.querySelectorAll(selector).length;
  return count;
}

/** A CSS or Playwright string literal. */
export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
