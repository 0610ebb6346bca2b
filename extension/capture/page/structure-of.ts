import type { z } from 'zod';
import type { structure } from '../../../shared/interactions/context.ts';
import { isVisible } from '../dom/visible.ts';
import type { Masker } from '../masker.ts';
import { textOf } from '../dom/text-of.ts';
import { nameOf } from '../names/name-of.ts';
import type { Walk } from './walk-page.ts';
import { plain } from '../dom/unclobbered.ts';

export type Structure = z.infer<typeof structure>;

/** The page's outline from one walk over it: landmarks, headings, forms and lists, masked. Yields often. */
export function* structureOf(walk: Walk, masker: Masker): Generator<void, Structure> {
  const named = (element: Element, role: string | null): string => masker.text(nameOf(element, role));
  const landmarks = walk.seen.filter(({ kind }) => kind === 'landmark').slice(0, 30);
  const headings = walk.seen.filter(({ kind }) => kind === 'heading').slice(0, 40);
  const lists: Element[] = [];
  for (const list of walk.lists) {
    if (isVisible(list) && lists.push(list) >= 20) break;
    yield;
  }
  return {
    landmarks: landmarks.map(({ element, role }) => ({ role: role ?? '', name: named(element, role) })),
    headings: headings.map(({ element }) => ({ level: levelOf(element), text: masker.text(textOf(element)) })),
    forms: walk.forms.slice(0, 20).map((form) => ({
      name: masker.text(nameOf(form, 'form') || plain(form).getAttribute('name') || plain(form).id),
      fields: walk.fields.filter((field) => plain(form).contains(field)).length,
    })),
    lists: lists.map((list) => ({ name: named(list, 'list'), items: plain(list).childElementCount })),
  };
}

function levelOf(heading: Element): number {
  const level = Number(heading.getAttribute('aria-level') ?? heading.localName.slice(1));
  return level >= 1 && level <= 6 ? Math.floor(level) : 2;
}
