import type { Interaction } from '../interactions/interaction.ts';
import { endOf } from './groups.ts';

export type Pause = { readonly from: number; readonly to: number | null };

/** A longer span without any interaction is idle and not time on the task. */
export const IDLE_AFTER_MS = 60_000;

/** Spans between consecutive interactions, in milliseconds, without what of them was paused. Never negative. */
export function gapsOf(interactions: readonly Interaction[], pauses: readonly Pause[]): number[] {
  const gaps: number[] = [];
  let end: number | undefined;
  for (const interaction of interactions) {
    const { at } = interaction.action;
    if (end !== undefined) gaps.push(Math.max(0, at - end - pausedBetween(pauses, end, at)));
    end = Math.max(end ?? 0, endOf(interaction));
  }
  return gaps;
}

/** How much of a span was paused. An open pause lasts to its end. */
export function pausedBetween(pauses: readonly Pause[], from: number, to: number): number {
  return pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(to, pause.to ?? to) - Math.max(from, pause.from)), 0);
}

/** Time from the first interaction to the last, without pauses and without idle spans, in milliseconds. */
export function activeTime(interactions: readonly Interaction[], pauses: readonly Pause[]): number {
  const first = interactions[0];
  if (first === undefined) return 0;
  const gaps = gapsOf(interactions, pauses).filter((gap) => gap <= IDLE_AFTER_MS);
  let end = first.action.at;
  let acting = 0;
  for (const interaction of interactions) {
    const over = endOf(interaction);
    // Overlapping actions (a scroll while the page loads) count once.
    acting += Math.max(0, over - Math.max(end, interaction.action.at));
    end = Math.max(end, over);
  }
  return gaps.reduce((sum, gap) => sum + gap, acting);
}
