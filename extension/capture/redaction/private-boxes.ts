import type { Box, Point } from '../../../shared/geometry.ts';
import type { MaskMode } from '../../../shared/privacy/mask-text.ts';
import { maskText } from '../../../shared/privacy/mask-text.ts';
import { isHarmless } from '../../../shared/privacy/recorded-value.ts';
import { boxAt } from '../dom/boxes.ts';
import type { EverPassword } from '../fields/ever-password.ts';
import { isField, kindOfField, type Field } from '../fields/read-field.ts';
import { isEditingHost } from '../names/role-of.ts';
import { createTextRun, type KnownSpans, type TextRun } from './text-run.ts';

export type BoxesDeps = {
  everPassword: EverPassword;
  mode: () => MaskMode;
  isOurs: (node: Node) => boolean;
  /** Opens closed shadow roots too where the browser lets an extension do that. */
  shadowRootOf: (element: Element) => ShadowRoot | null;
};

/** Something private, measured when it is asked for: what was found in one moment may have scrolled by the next. */
export type Measure = () => Box[];
type Place = { offset: Point; found: Measure[] };

const INLINE = new Set(
  'a abbr b bdi bdo cite code data em font i kbd label mark q s small span strong sub sup time u var wbr'.split(' '),
);
const SKIPPED = /^(script|style|template|noscript|head|link|meta|br|source|option|optgroup)$/;
/** Elements that may have a shadow root: asking the browser for each of a page's is what would take longest. */
const HOSTS = /-|^(article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;
const MAX_FRAMES_DEEP = 5;
const ELEMENTS_A_STEP = 20;

/**
 * Looks for everything private that the page shows, same-origin frames and shadow roots included. Yields often, so that
 * it can be spread over idle moments; ends with a function that measures what was found, as it lies then.
 */
export function createPrivateBoxes(deps: BoxesDeps): () => Generator<void, Measure> {
  const known: KnownSpans = new Map();
  return function* look() {
    const place: Place = { offset: { x: 0, y: 0 }, found: [] };
    const walk: Walk = { deps, run: createTextRun(known), place, depth: 0, count: { elements: 0 } };
    if (document.documentElement !== null) yield* collect(document.documentElement, walk);
    endRun(walk);
    return () => place.found.flatMap((measure) => measure());
  };
}

type Walk = { deps: BoxesDeps; run: TextRun; place: Place; depth: number; count: { elements: number } };

function* collect(element: Element, walk: Walk): Generator<void> {
  const { deps } = walk;
  if (++walk.count.elements % ELEMENTS_A_STEP === 0) yield;
  if (SKIPPED.test(element.localName) || deps.isOurs(element) || !element.checkVisibility()) return;
  if (isWhollyPrivate(element, walk)) {
    paint(element, walk);
    return;
  }
  if (element.localName === 'iframe' || element.localName === 'frame') {
    yield* collectFrame(element as HTMLIFrameElement, walk); // by its tag
    return;
  }
  if (isField(element)) return;
  const isBlock = !INLINE.has(element.localName);
  if (isBlock) endRun(walk);
  const shadow = HOSTS.test(element.localName) ? deps.shadowRootOf(element) : null;
  if (shadow !== null) yield* collectChildren(shadow, walk);
  yield* collectChildren(element, walk);
  if (isBlock) endRun(walk);
}

function* collectChildren(parent: Element | ShadowRoot, walk: Walk): Generator<void> {
  for (const child of parent.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) walk.run.add(child as Text); // by its nodeType
    else if (child.nodeType === Node.ELEMENT_NODE) yield* collect(child as Element, walk); // by its nodeType
  }
}

function endRun({ deps, run, place }: Walk): void {
  const { offset } = place;
  for (const range of run.take(deps.mode())) place.found.push(() => boxesOf(range.getClientRects(), offset));
}

function paint(element: Element, { place }: Walk): void {
  const { offset } = place;
  place.found.push(() => boxesOf([element.getBoundingClientRect()], offset));
}

function boxesOf(rects: Iterable<DOMRect>, offset: Point): Box[] {
  return Array.from(rects).flatMap((rect) => (rect.width > 0 && rect.height > 0 ? [boxAt(rect, offset)] : []));
}

function isWhollyPrivate(element: Element, { deps }: Walk): boolean {
  const strict = deps.mode() === 'strict';
  if (isField(element)) return isPrivateField(element, deps, strict);
  if (isEditingHost(element)) return true;
  switch (element.localName) {
    case 'img':
      return isPersonal(element.getAttribute('alt') ?? '', deps);
    case 'object':
    case 'embed':
      return true;
    case 'canvas':
    case 'video':
    case 'address':
      return strict;
    default:
      return isSealed(element, deps);
  }
}

/** Filled or not: what the browser offers to fill in is painted without being a value yet. */
function isPrivateField(field: Field, { everPassword, mode }: BoxesDeps, strict: boolean): boolean {
  if (field.localName === 'input' && (field.type === 'checkbox' || field.type === 'radio' || field.type === 'range'))
    return false;
  const kind = kindOfField(field, everPassword, strict);
  if (!isHarmless(kind)) return true;
  if (kind === 'quantity' && /^\d{0,4}$/.test(field.value)) return false;
  const shown =
    field.localName === 'select' ? ((field as HTMLSelectElement).selectedOptions[0]?.label ?? '') : field.value; // by its tag
  return maskText(shown, mode()) !== shown;
}

function isPersonal(text: string, { mode }: BoxesDeps): boolean {
  return text !== '' && maskText(text, mode()) !== text;
}

/** A custom element that shows something from a shadow root which cannot be looked into. */
function isSealed(element: Element, { shadowRootOf }: BoxesDeps): boolean {
  return element.localName.includes('-') && element.childNodes.length === 0 && shadowRootOf(element) === null;
}

function* collectFrame(frame: HTMLIFrameElement, walk: Walk): Generator<void> {
  const inner = documentOf(frame);
  if (inner === null || walk.depth >= MAX_FRAMES_DEEP) {
    paint(frame, walk);
    return;
  }
  endRun(walk);
  const rect = frame.getBoundingClientRect();
  const style = getComputedStyle(frame);
  const { offset } = walk.place;
  walk.place.offset = {
    x: offset.x + rect.x + frame.clientLeft + (Number.parseFloat(style.paddingLeft) || 0),
    y: offset.y + rect.y + frame.clientTop + (Number.parseFloat(style.paddingTop) || 0),
  };
  if (inner.documentElement !== null) yield* collect(inner.documentElement, { ...walk, depth: walk.depth + 1 });
  endRun(walk);
  walk.place.offset = offset;
}

function documentOf(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null; // of another origin
  }
}
