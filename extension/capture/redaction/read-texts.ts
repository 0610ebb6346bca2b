import type { FrameText } from '../../../shared/frames/frame-text.ts';
import type { Box } from '../../../shared/geometry.ts';
import { boxAt } from '../dom/boxes.ts';
import { plain } from '../dom/unclobbered.ts';
import { isField } from '../fields/read-field.ts';
import { isPrivateField, shownIn, type PrivacyDeps } from './is-private.ts';
import { offsetOf, type Place, type TextThing } from './private-things.ts';

const RUNS_A_STEP = 10;

/**
 * What is in view and is not painted over, and where: if some of it turns out to be private later, it is painted then.
 * What is private by what is known now is left out.
 */
export function* readTexts(runs: readonly TextThing[], deps: PrivacyDeps): Generator<void, FrameText[]> {
  const texts: FrameText[] = [];
  let count = 0;
  for (const { nodes, place } of runs) {
    if (++count % RUNS_A_STEP === 0) yield;
    if (!mayBeInView(nodes, place)) continue;
    const pieces = nodes.map((node) => ({ text: textOf(node, deps), boxes: boxesInView(node, place) }));
    if (pieces.every(({ boxes }) => boxes.length === 0)) continue;
    texts.push(withoutPrivate(pieces, deps));
  }
  return texts;
}

/**
 * Whether an element around the text lies within a window's width and height of the view: measuring that is many times
 * faster than the lines of the text, which may stand out of it.
 */
function mayBeInView(nodes: TextThing['nodes'], place: Place): boolean {
  const offset = offsetOf(place);
  const around = new Set(nodes.map((node) => (node instanceof Element ? node : node.parentNode)));
  for (const node of around) {
    // Directly in a shadow root, or gone by now.
    if (!(node instanceof Element)) return true;
    const { x, y, width, height } = boxAt(plain(node).getBoundingClientRect(), offset);
    if (x < 2 * innerWidth && y < 2 * innerHeight && x + width > -innerWidth && y + height > -innerHeight) return true;
  }
  return false;
}

function textOf(node: Text | Element, deps: PrivacyDeps): string {
  if (!(node instanceof Element)) return node.data;
  if (!isField(node)) return node.localName === 'br' ? '\n' : (node.getAttribute('alt') ?? '');
  return isPrivateField(node, deps) ? '' : shownIn(node);
}

function boxesInView(node: Text | Element, place: Place): Box[] {
  if (!node.isConnected) return [];
  const offset = offsetOf(place);
  return Array.from(rectsOf(node), (rect) => boxAt(rect, offset)).filter(
    ({ x, y, width, height }) =>
      width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0,
  );
}

function rectsOf(node: Text | Element): Iterable<DOMRect> {
  if (node instanceof Element) return [node.getBoundingClientRect()];
  const range = node.ownerDocument.createRange();
  range.selectNodeContents(node);
  return range.getClientRects();
}

/** Spans that go over several pieces are cut at their borders. */
function withoutPrivate(pieces: FrameText, { findSpans, mode }: PrivacyDeps): FrameText {
  const spans = findSpans(pieces.map(({ text }) => text).join(''), mode());
  if (spans.length === 0) return pieces;
  let from = 0;
  return pieces.map(({ text, boxes }) => {
    const start = from;
    from += text.length;
    let left = text;
    for (const span of spans.toReversed()) {
      const [first, last] = [Math.max(0, span.start - start), Math.min(text.length, span.end - start)];
      if (first < last) left = `${left.slice(0, first)} ${left.slice(last)}`;
    }
    return { text: left, boxes };
  });
}
