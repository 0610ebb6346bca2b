import { parentOf } from '../dom/composed-tree.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

const ITEMS = 'li,tr,article,[role=row],[role=listitem]';
const MAX_STEPS = 10;
/** Siblings looked at on either side: in a list the next ones are alike already. */
const MAX_SIBLINGS = 6;

/**
 * The repeated part of the page around an element, such as a product's card: the nearest ancestor that is an item by
 * its tag or role, or of which at least two siblings hold an element of the same tag too. Undefined when there is none.
 */
export function itemOf(target: Element): Element | undefined {
  let element = parentOf(target);
  for (let step = 0; element !== null && element !== plainDocument().body && step < MAX_STEPS; step++) {
    if (plain(element).matches(ITEMS) || hasTwins(element, plain(target).localName)) return element;
    element = parentOf(element);
  }
  return undefined;
}

function hasTwins(element: Element, tag: string): boolean {
  let twins = 0;
  for (const way of ['previousElementSibling', 'nextElementSibling'] as const) {
    let sibling = plain(element)[way];
    for (let step = 0; sibling !== null && step < MAX_SIBLINGS; step++) {
      if (plain(sibling).localName === plain(element).localName && holds(sibling, tag) && ++twins >= 2) return true;
      sibling = plain(sibling)[way];
    }
  }
  return false;
}

function holds(element: Element, tag: string): boolean {
  return plain(element).getElementsByTagName(tag).length > 0 || plain(element).shadowRoot?.querySelector(tag) != null;
}

/** Place among the siblings of its tag, from 0. */
export function placeOf(element: Element): number {
  let place = 0;
  for (
    let sibling = plain(element).previousElementSibling;
    sibling !== null;
    sibling = plain(sibling).previousElementSibling
  ) {
    if (plain(sibling).localName === plain(element).localName) place++;
  }
  return place;
}
