import { isField } from '../fields/read-field.ts';
import { isPrivateField, isWhollyPrivate, type PrivacyDeps } from './is-private.ts';
import type { Found, Place } from './private-things.ts';
import { createTextRun, type TextRun, type TextSpan } from './text-run.ts';
import { plain } from '../dom/unclobbered.ts';

export type LookDeps = PrivacyDeps & {
  isOurs: (node: Node) => boolean;
  /** Whether mutations in a shadow root are heard of. */
  isWatched: (root: ShadowRoot) => boolean;
};

const INLINE = new Set(
  'a abbr b bdi bdo cite code data em font i kbd label mark q s small span strong sub sup time u var wbr'.split(' '),
);
const SKIPPED = new Set('script style template noscript head link meta br source option optgroup'.split(' '));
/** Elements that may have a shadow root, besides custom ones: asking the browser for each of a page's takes longest. */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);
const MAX_FRAMES_DEEP = 5;
const ELEMENTS_A_STEP = 20;

/** An element that is being looked through: its shadow tree first, then its children. */
type Level = {
  element: Element | null;
  next: ChildNode | null;
  /** What comes after `next` has run out: the light children, after those of a shadow root. */
  light: ChildNode | null;
  isBlock: boolean;
  /** Text, or what flows with it: then how its children are shown decides what reads as one. */
  hasText: boolean;
  shown: Element[];
  place: Place;
  framesDeep: number;
};

type Walk = { deps: LookDeps; run: TextRun; found: Found; levels: Level[] };

/** Whether text goes on through an element instead of ending before and after it. */
export function isInline(element: Element): boolean {
  return INLINE.has(plain(element).localName);
}

/**
 * Looks for everything private that an element shows, same-origin frames and shadow roots included. Yields often, so
 * that it can be spread over idle moments. It keeps a stack of its own: nested generators took half of the time.
 */
export function* lookFor(root: Element, deps: LookDeps): Generator<void, Found> {
  const found: Found = { things: [], runs: [], shown: [], isWatched: true };
  const walk: Walk = { deps, run: createTextRun(deps.findSpans), found, levels: [] };
  let count = 0;
  enter(root, walk, { place: null, framesDeep: 0, parent: undefined });
  for (let level = walk.levels.at(-1); level !== undefined; level = walk.levels.at(-1)) {
    const node = level.next;
    if (node === null) {
      leave(level, walk);
      continue;
    }
    level.next = plain(node).nextSibling;
    const { nodeType } = plain(node);
    if (nodeType === Node.TEXT_NODE) addText(node as Text, level, walk); // by its nodeType
    else if (nodeType === Node.ELEMENT_NODE) {
      if (++count % ELEMENTS_A_STEP === 0) yield;
      enter(node as Element, walk, { place: level.place, framesDeep: level.framesDeep, parent: level }); // by its nodeType
    }
  }
  endRun(walk, null);
  return found;
}

function addText(node: Text, level: Level, { run }: Walk): void {
  run.add(node);
  if (!level.hasText && /\S/.test(node.data)) level.hasText = true;
}

type Around = Pick<Level, 'place' | 'framesDeep'> & { parent: Level | undefined };

function enter(element: Element, walk: Walk, { place, framesDeep, parent }: Around): void {
  const { deps, found } = walk;
  const { localName, firstChild: light } = plain(element);
  if (localName === 'br') walk.run.breakLine(element);
  if (SKIPPED.has(localName) || deps.isOurs(element)) return;
  if (!plain(element).checkVisibility()) {
    found.shown.push({ element, visible: false });
    return;
  }
  parent?.shown.push(element);
  if (isField(element)) {
    const rects = (): DOMRect[] => (isPrivateField(element, deps) ? [element.getBoundingClientRect()] : []);
    found.things.push({ node: element, place, rects });
    found.runs.push({ nodes: [element], place });
    return;
  }
  if (isWhollyPrivate(element, deps)) {
    paint(element, place, walk);
    return;
  }
  if (localName === 'img' && element.getAttribute('alt')) found.runs.push({ nodes: [element], place });
  if (localName === 'iframe' || localName === 'frame') {
    enterFrame(element as HTMLIFrameElement, walk, { place, framesDeep, parent }); // by its tag
    return;
  }
  const isBlock = !INLINE.has(localName);
  if (isBlock) endRun(walk, place);
  else if (parent !== undefined) parent.hasText = true;
  const shadow = HOSTS.has(localName) || localName.includes('-') ? deps.shadowRootOf(element) : null;
  if (shadow !== null && !deps.isWatched(shadow)) found.isWatched = false;
  const first = shadow === null ? light : shadow.firstChild;
  const level = { element, isBlock, hasText: false, shown: [], place, framesDeep };
  walk.levels.push({ ...level, next: first, light: shadow === null ? null : light });
}

function leave(level: Level, walk: Walk): void {
  if (level.light !== null) {
    level.next = level.light;
    level.light = null;
    return;
  }
  walk.levels.pop();
  if (level.isBlock) endRun(walk, level.place);
  if (level.hasText) for (const element of level.shown) walk.found.shown.push({ element, visible: true });
}

function enterFrame(frame: HTMLIFrameElement, walk: Walk, { place, framesDeep }: Around): void {
  const inner = documentOf(frame);
  if (inner === null || framesDeep >= MAX_FRAMES_DEEP) {
    paint(frame, place, walk);
    return;
  }
  walk.found.isWatched = false;
  endRun(walk, place);
  if (inner.documentElement !== null)
    enter(inner.documentElement, walk, {
      place: { frame, outer: place },
      framesDeep: framesDeep + 1,
      parent: undefined,
    });
}

function paint(element: Element, place: Place, { found }: Walk): void {
  found.things.push({ node: element, place, rects: () => [plain(element).getBoundingClientRect()] });
}

function endRun({ deps, run, found }: Walk, place: Place): void {
  const { spans, nodes } = run.take(deps.mode());
  for (const span of spans) found.things.push({ node: span.node, place, rects: () => rectsOf(span) });
  if (nodes.length > 0) found.runs.push({ nodes, place });
}

/** A range that lived on would slow down every change that the page makes: it is made for the measuring alone. */
function rectsOf({ node, start, end }: TextSpan): Iterable<DOMRect> {
  const range = node.ownerDocument.createRange();
  range.setStart(node, Math.min(start, node.length));
  range.setEnd(node, Math.min(end, node.length));
  return range.getClientRects();
}

function documentOf(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null; // of another origin
  }
}
