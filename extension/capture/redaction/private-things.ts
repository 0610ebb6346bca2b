import type { Box, Point } from '../../../shared/geometry.ts';
import { boxAt } from '../dom/boxes.ts';
import { plain } from '../dom/unclobbered.ts';

/** The document that something is in: the top one, or that of a frame in another. */
export type Place = { frame: HTMLIFrameElement; outer: Place } | null;

/** Something private. Where it lies is measured when it is asked for: it may have moved since it was found. */
export type PrivateThing = { node: Node; place: Place; rects: () => Iterable<DOMRect> };

/** Something that shows text. `nodes` are read and measured when it is asked for, as they are then. */
export type TextThing = { nodes: readonly (Text | Element)[]; place: Place };

/**
 * What was found by looking through a part of the page. It holds until that part changes: by mutations, which are told
 * of, or by a style that shows or hides an element, which is noticed by comparing `shown`.
 */
export type Found = {
  things: PrivateThing[];
  /** What reads as one line, each in its order, fields, and pictures that are put into words. */
  runs: TextThing[];
  /** Whether elements could be seen that text around them, or everything in them, depends on. */
  shown: { element: Element; visible: boolean }[];
  /** Whether all of it lies where mutations are heard of. */
  isWatched: boolean;
};

/** Where everything private lies right now, in the viewport of the topmost document looked through. */
export function measure(things: readonly PrivateThing[]): Box[] {
  const offsets = new Map<Place, Point>();
  return things.flatMap(({ node, place, rects }) => {
    if (!plain(node).isConnected) return [];
    const offset = offsets.get(place) ?? offsetOf(place);
    offsets.set(place, offset);
    return Array.from(rects()).flatMap((rect) => (rect.width > 0 && rect.height > 0 ? [boxAt(rect, offset)] : []));
  });
}

export function offsetOf(place: Place): Point {
  if (place === null) return { x: 0, y: 0 };
  const { frame } = place;
  const outer = offsetOf(place.outer);
  const rect = frame.getBoundingClientRect();
  const style = getComputedStyle(frame);
  return {
    x: outer.x + rect.x + frame.clientLeft + (Number.parseFloat(style.paddingLeft) || 0),
    y: outer.y + rect.y + frame.clientTop + (Number.parseFloat(style.paddingTop) || 0),
  };
}

/** Whether a node is the element or lies in it, shadow roots and frames included. */
export function liesIn(node: Node, place: Place, element: Element): boolean {
  if (place !== null) return liesIn(place.frame, place.outer, element);
  if (plain(element).contains(node)) return true;
  const root = plain(node).getRootNode();
  return root instanceof ShadowRoot && liesIn(root.host, null, element);
}
