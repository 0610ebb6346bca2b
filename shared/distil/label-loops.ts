import { clip } from '../session/clip.ts';
import type { Draft } from './draft.ts';
import type { Labels } from './label-steps.ts';

/** Gives its label to every step of a round trip: `from` is the first step that left, `to` the one that came back. */
function labelRoundTrip(drafts: readonly Draft[], from: number, to: number, labels: Labels): void {
  for (let index = from; index < to; index++) {
    const draft = drafts[index];
    if (draft === undefined || draft.first.tabId !== drafts[to]?.first.tabId) continue;
    const seen = draft.next?.page.kind === 'product' ? draft.next.products[0]?.name : undefined;
    if (seen !== undefined && draft.places.before !== draft.places.after) {
      labels.give(index, 'exploratory', clip(`Looked at “${clip(seen, 80)}” and came back without taking it.`, 300));
    } else if (draft.intent.label === 'refine') {
      labels.give(index, 'mistaken', `This change of the list was undone by step ${to + 1}.`);
    } else {
      labels.give(index, 'exploratory', `Part of a detour that ended where it began, in step ${to + 1}.`);
    }
  }
  labels.give(to, 'redundant', 'This only comes back to a page that was left before.');
}

/**
 * Cuts the loops out of the path through pages: where the same place was reached again and nothing lasting was done in
 * between (as far as is known), the way there and back was not needed. Undone filters, unused products and going back are all such loops.
 */
export function labelLoops(drafts: readonly Draft[], labels: Labels): void {
  /** By tab: each place of the path so far, with the first step that was taken there. */
  const paths = new Map<number, Map<string, number>>();
  drafts.forEach((draft, index) => {
    const { tabId } = draft.first;
    const { before, after } = draft.places;
    // What was done in a gap may have been the reason for the way there.
    if (labels.lasting.marks.has(index) || draft.gap !== undefined) paths.clear();
    if (before === after) return;
    const path = paths.get(tabId) ?? new Map<string, number>();
    paths.set(tabId, path);
    if (!path.has(before) && !labels.lasting.marks.has(index)) path.set(before, index);
    const left = path.get(after);
    if (left !== undefined && left <= index && !labels.lasting.marks.has(index)) {
      // Steps on the page itself, before it was left, may have set something there that is still set.
      const from = drafts.findIndex(
        (one, at) =>
          at >= left &&
          one.first.tabId === tabId &&
          one.places.after !== one.places.before &&
          one.places.before === after,
      );
      labelRoundTrip(drafts, from < 0 ? left : from, index, labels);
      for (const [place, at] of path) if (at > left) path.delete(place);
      path.set(after, index + 1);
    } else path.set(after, index + 1);
  });
}
