import type { PageKind } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { findPageKind } from '../scenarios/page-address.ts';
import { clip } from '../session/clip.ts';
import { findContext, findLocators, nameOf } from '../session/groups.ts';

/** The kind of page on which something was done, as far as it is known. */
export function kindOf(interaction: Interaction): PageKind {
  const page = findContext(interaction)?.page;
  if (page === undefined) return 'other';
  return page.kind === 'other' ? (findPageKind(page.url) ?? 'other') : page.kind;
}

/** The target's name in quotes for a sentence, or a stand-in where it has none. */
export function quoted(interaction: Interaction): string {
  const name = clip(nameOf(interaction), 80);
  if (name !== '') return `“${name}”`;
  const target = findLocators(interaction)?.target;
  return target === undefined ? 'something' : `an unnamed ${target.role ?? target.tag}`;
}

/** The product whose page it is, in quotes, or `the product`. */
export function productHere(interaction: Interaction): string {
  const context = findContext(interaction);
  const name = context?.page.kind === 'product' ? context.products[0]?.name : undefined;
  return name === undefined || name === '' ? 'the product' : `“${clip(name, 80)}”`;
}
