import type { Box, Point } from '../../../shared/geometry.ts';
import type { MaskMode } from '../../../shared/privacy/mask-text.ts';
import { maskText } from '../../../shared/privacy/mask-text.ts';
import { isHarmless } from '../../../shared/privacy/recorded-value.ts';
import { boxAt } from '../dom/boxes.ts';
import type { EverPassword } from '../fields/ever-password.ts';
import { isField, kindOfField, type Field } from '../fields/read-field.ts';
import { isEditingHost } from '../names/role-of.ts';
import { createTextRun, type TextRun } from './text-run.ts';

export type BoxesDeps = {
  everPassword: EverPassword;
  mode: () => MaskMode;
  isOurs: (node: Node) => boolean;
  /** Opens closed shadow roots too where the browser lets an extension do that. */
  shadowRootOf: (element: Element) => ShadowRoot | null;
};

type Place = { offset: Point; boxes: Box[] };

const INLINE = new Set(
  'a abbr b bdi bdo cite code data em font i kbd label mark q s small span strong sub sup time u var wbr'.split(' '),
);
const SKIPPED = /^(script|style|template|noscript|head|link|meta|br|source|option|optgroup)$/;
const MAX_FRAMES_DEEP = 5;

/** Collects the rectangles of everything private that the page shows, same-origin frames and shadow roots included. */
export function createPrivateBoxes(deps: BoxesDeps): () => Box[] {
  const run = createTextRun();
  return () => {
    const place: Place = { offset: { x: 0, y: 0 }, boxes: [] };
    if (document.documentElement !== null) collect(document.documentElement, { deps, run, place, depth: 0 });
    endRun({ deps, run, place, depth: 0 });
    return place.boxes;
  };
}

type Walk = { deps: BoxesDeps; run: TextRun; place: Place; depth: number };

function collect(element: Element, walk: Walk): void {
  const { deps } = walk;
  if (SKIPPED.test(element.localName) || deps.isOurs(element) || !element.checkVisibility()) return;
  if (isWhollyPrivate(element, walk)) {
    paint(element, walk);
    return;
  }
  if (element.localName === 'iframe' || element.localName === 'frame') {
    collectFrame(element as HTMLIFrameElement, walk); // by its tag
    return;
  }
  if (isField(element)) return;
  const isBlock = !INLINE.has(element.localName);
  if (isBlock) endRun(walk);
  const shadow = deps.shadowRootOf(element);
  if (shadow !== null) collectChildren(shadow, walk);
  collectChildren(element, walk);
  if (isBlock) endRun(walk);
}

function collectChildren(parent: Element | ShadowRoot, walk: Walk): void {
  for (const child of parent.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) walk.run.add(child as Text); // by its nodeType
    else if (child.nodeType === Node.ELEMENT_NODE) collect(child as Element, walk); // by its nodeType
  }
}

function endRun({ deps, run, place }: Walk): void {
  for (const rect of run.take(deps.mode()))
    if (rect.width > 0 && rect.height > 0) place.boxes.push(boxAt(rect, place.offset));
}

function paint(element: Element, { place }: Walk): void {
  const rect = element.getBoundingClientRect();
  if (rect.width > 0 && rect.height > 0) place.boxes.push(boxAt(rect, place.offset));
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

function collectFrame(frame: HTMLIFrameElement, walk: Walk): void {
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
  if (inner.documentElement !== null) collect(inner.documentElement, { ...walk, depth: walk.depth + 1 });
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
