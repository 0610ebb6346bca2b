import { parentOf } from '../dom/composed-tree.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import { isRendered, isVisible } from '../dom/visible.ts';
import { isField, type Field } from '../fields/read-field.ts';
import { isEditingHost, isInteractive, roleOf } from '../names/role-of.ts';
import { isPriceText } from './parse-price.ts';
import { plain } from '../dom/unclobbered.ts';

/** An element that a page reading speaks of. Names are read later, when it is known which are kept. */
export type Seen = {
  element: Element;
  role: string | null;
  kind: 'interactive' | 'heading' | 'price' | 'rating' | 'landmark' | 'dialog';
};

/** What one walk over the visible page has found, in the order of the document. */
export type Walk = {
  seen: Seen[];
  lists: Element[];
  forms: Element[];
  fields: Field[];
  shadowRoots: ShadowRoot[];
  dialogs: Element[];
  nodes: number;
};

const SKIPPED = /^(script|style|template|noscript|link|meta|head|svg|canvas|video|audio|iframe|object|br|path|source)$/;
const LANDMARKS = /^(banner|navigation|main|complementary|contentinfo|search|form|region)$/;
const MAX_NODES = 20_000;
/** Stars are a picture to the eye; what they are called says how many. */
const RATING =
  /\d(?:[.,]\d+)?\s*(?:\/|out of|of|von|sur|de|su|van|av|z)\s*(?:5|10)\b|\d(?:[.,]\d+)?[\s-]*(?:stars?|sterne?|étoiles?|estrellas?|stelle|sterren)\b/i;
const OVERLAY_WORDS = /cookie|consent|gdpr|modal|drawer|popup|overlay|lightbox|toast|snackbar/i;

/** Walks the visible page, open shadow roots included; yields often, so that it can be spread over idle moments. */
export function* walkPage(root: Element, walk: Walk, isOurs: (element: Element) => boolean): Generator<void> {
  const stack = [{ element: root, muted: false }];
  const prices = new Set<Element>();
  while (stack.length > 0 && walk.nodes < MAX_NODES) {
    const next = stack.pop();
    if (next === undefined) break;
    const { element } = next;
    if (++walk.nodes % 25 === 0) yield;
    const { localName, shadowRoot } = plain(element);
    if (SKIPPED.test(localName) || isOurs(element) || !isRendered(element)) continue;
    if (shadowRoot !== null) walk.shadowRoots.push(shadowRoot);
    const muted = next.muted || plain(element).getAttribute('aria-hidden') === 'true';
    note(element, muted, walk, prices);
    // What is inside an editing host is written by the participant, headings and prices too.
    if (localName !== 'select' && !isEditingHost(element)) pushChildren(element, muted, stack);
  }
}

/** The last first, so that the first is taken next: children in a shadow root, then those in the light tree. */
function pushChildren(element: Element, muted: boolean, stack: { element: Element; muted: boolean }[]): void {
  const { shadowRoot } = plain(element);
  for (const parent of [element, shadowRoot]) {
    for (
      let child = parent && plain(parent).lastElementChild;
      child !== null;
      child = plain(child).previousElementSibling
    )
      stack.push({ element: child, muted });
  }
}

/** What is muted (`aria-hidden`) is seen but not told to assistants: of that, prices alone are read. */
function note(element: Element, muted: boolean, walk: Walk, prices: Set<Element>): void {
  const role = roleOf(element);
  if (isField(element)) walk.fields.push(element);
  if (plain(element).localName === 'form') walk.forms.push(element);
  if (role === 'list' && plain(element).childElementCount > 1) walk.lists.push(element);
  const kind = muted ? undefined : kindOf(element, role);
  if (kind !== undefined && (kind === 'landmark' || isVisible(element) || isHiddenChoice(element))) {
    walk.seen.push({ element, role: role ?? 'generic', kind });
    if (kind === 'dialog') walk.dialogs.push(element);
  }
  if (kind !== 'interactive' && plain(element).childElementCount === 0) notePrice(element, walk, prices);
}

function kindOf(element: Element, role: string | null): Seen['kind'] | undefined {
  if (role === 'heading') return 'heading';
  if (role === 'dialog' || role === 'alertdialog' || plain(element).getAttribute('aria-modal') === 'true')
    return 'dialog';
  if (role !== null && LANDMARKS.test(role)) return isOverlay(element) ? 'dialog' : 'landmark';
  if (isInteractive(element, role)) return 'interactive';
  if (
    role === 'img' &&
    RATING.test(plain(element).getAttribute('aria-label') ?? plain(element).getAttribute('alt') ?? '')
  )
    return 'rating';
  return isOverlay(element) ? 'dialog' : undefined;
}

/** Drawers, banners and toasts that do not say what they are: named like one, and fixed over the page. */
function isOverlay(element: Element): boolean {
  if (plain(element).hasAttribute('popover')) return plain(element).matches(':popover-open');
  const words = `${plain(element).id} ${plain(element).getAttribute('class') ?? ''}`;
  if (!OVERLAY_WORDS.test(words) || plain(element).childElementCount === 0) return false;
  return getComputedStyle(element).position === 'fixed';
}

/** Shops hide the box of a choice and show its label in its place. */
function isHiddenChoice(element: Element): boolean {
  if (plain(element).localName !== 'input') return false;
  const { type, labels } = element as HTMLInputElement; // by its tag
  return (type === 'checkbox' || type === 'radio') && Array.from(labels ?? []).some((label) => isVisible(label));
}

const MAX_PRICE_TEXT = 40;

/** A price may be spread over several elements: the largest that holds little else stands for it. */
function notePrice(leaf: Element, walk: Walk, prices: Set<Element>): void {
  const text = leaf.textContent ?? '';
  if (text.length > MAX_PRICE_TEXT || !/[\d$£€¤₹₱¥]/.test(text)) return;
  let price = leaf;
  for (
    let parent = parentOf(leaf);
    parent !== null && plain(parent).childElementCount <= 6 && isOnePrice(parent);
    parent = parentOf(parent)
  ) {
    price = parent;
  }
  if (prices.has(price) || !isPriceText(collapse(price.textContent ?? '', MAX_PRICE_TEXT)) || !isVisible(price)) return;
  prices.add(price);
  walk.seen.push({ element: price, role: null, kind: 'price' });
}

/** A part of a price (`£`) has a parent that is no price yet, but is on the way to one. */
function isOnePrice(parent: Element): boolean {
  const text = (plain(parent).textContent ?? '').trim();
  if (text.length > MAX_PRICE_TEXT) return false;
  return (
    (isPriceText(collapse(text)) || !/\d/.test(text)) &&
    plain(parent).querySelector('a,button,input,h1,h2,h3,h4,del,s,strike') === null
  );
}

export function emptyWalk(): Walk {
  return { seen: [], lists: [], forms: [], fields: [], shadowRoots: [], dialogs: [], nodes: 0 };
}

/** The short text of a price element, its parts joined without the gaps between elements. */
export function priceTextOf(element: Element): string {
  return textOf(element, MAX_PRICE_TEXT);
}
