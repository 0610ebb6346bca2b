import type { Interaction } from '../interactions/interaction.ts';
import { clip } from './clip.ts';
import type { PauseReason } from './session.ts';

/** A span in which nothing was recorded; an open one has no end yet. */
export type Gap = { readonly from: number; readonly to: number | null; readonly reason?: PauseReason };

/** Nobody wanted these: shopping may have gone on unseen. */
const UNWANTED: ReadonlySet<PauseReason | undefined> = new Set(['recorder-missing', 'storage-full']);

/**
 * For each interaction the longest gap that began between those before it and itself, undefined where there was none:
 * what it leads on from was not recorded. `interactions` are in the page's order.
 */
export function gapsBefore(interactions: readonly Interaction[], gaps: readonly Gap[]): (Gap | undefined)[] {
  let before: number | undefined;
  return interactions.map(({ action: { at } }) => {
    const since = before;
    before = Math.max(before ?? at, at);
    if (since === undefined) return undefined;
    const between = gaps.filter(({ from }) => from >= since && from < at);
    return between.toSorted((a, b) => lengthOf(b, at) - lengthOf(a, at))[0];
  });
}

/** How long nothing was recorded, in milliseconds, up to `until` where the gap is open. */
export function lengthOf({ from, to }: Gap, until: number): number {
  return Math.max(0, (to ?? until) - from);
}

/** The share of a session, 0 to 1, in which shopping may have gone on unseen. */
export function shareUnseen(
  gaps: readonly Gap[],
  { startedAt, endedAt }: { startedAt: number; endedAt: number },
): number {
  const unseen = gaps.filter(({ reason }) => UNWANTED.has(reason));
  const lengthMs = unseen.reduce((sum, gap) => sum + lengthOf(gap, endedAt), 0);
  return endedAt > startedAt ? Math.min(1, lengthMs / (endedAt - startedAt)) : 0;
}

const because: Record<PauseReason, string> = {
  participant: 'the participant had paused',
  'sensitive-page': 'recording rests on pages that are private',
  'not-chosen': 'recording rested on a page that is not to be recorded',
  'browser-stopped': 'the browser was not running',
  'recorder-missing': 'the page could not be recorded',
  'storage-full': 'the device had no room left',
};

/** In one sentence without a full stop: `Nothing was recorded for 40 s: the browser was not running`. */
export function describeGap({ ms, reason }: { ms: number; reason: PauseReason }): string {
  const seconds = Math.round(ms / 1000);
  const span = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return clip(`Nothing was recorded for ${span}: ${because[reason]}`, 200);
}
