import type { ShopVariant } from './shop.ts';

/**
 * Pages, styles and scripts name some classes and ids `m__name`. On the way out every such
 * name becomes a hash, as CSS modules do: the same within a run, another after a redesign.
 */
const moduleName = /\bm__([a-z][a-z-]*[a-z])/g;

function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (value >>> 0).toString(36).padStart(7, '0').slice(0, 6);
}

/** Replaces module names in a page, style sheet or script by what this variant calls them. */
export function dress(text: string, variant: ShopVariant): string {
  return text.replace(moduleName, (_, name: string) =>
    variant === 'a'
      ? `${name.replace(/-./g, (dashed) => dashed.slice(1).toUpperCase())}_${hash(name)}`
      : `css-${hash(`redesign ${name}`)}`,
  );
}
