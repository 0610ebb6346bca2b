import { hadEffect } from '../distil/describe-effect.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { gapsOf, IDLE_AFTER_MS, pausedBetween } from '../session/active-time.ts';
import type { Gap } from '../session/gaps.ts';
import { endOf, findState } from '../session/groups.ts';
import { isAside } from '../session/is-aside.ts';
import { findTargetKey } from '../session/target-key.ts';
import type { SessionType } from '../session/session.ts';
import { percent, type Measure } from './measure.ts';

export type SessionFacts = {
  type: SessionType;
  startedAt: number;
  endedAt: number;
  pauses: readonly Gap[];
};

/** A page may take this long to answer a click with another page. */
const ARRIVAL_MS = 15_000;
/** Nobody moves the pointer to another element and presses it in less. */
const FASTEST_CLICK_MS = 90;
/** Characters a second; the fastest typists reach about 20 in bursts. */
const FASTEST_TYPING = 30;

const ownDoing: ReadonlySet<string> = new Set(['typed', 'bookmark', 'reload']);

/** Whether the next thing in the tab, scrolling aside, is what a page makes of a click. */
function isAnswered(click: Interaction, later: readonly Interaction[]): boolean {
  const next = later.find((one) => one.tabId === click.tabId && one.action.type !== 'scroll' && !isAside(one));
  if (next === undefined || next.action.at - click.action.at > ARRIVAL_MS) return false;
  if (next.action.type === 'navigation') return !ownDoing.has(next.action.cause);
  return next.action.type === 'submit' || next.action.type === 'change';
}

/**
 * Clicks after which nothing was seen to change. Where the change was not observed to its end (the page was left, or
 * nothing was recorded of it), only an answer that follows shows that the click did something.
 */
function countDead(interactions: readonly Interaction[]): { clicks: number; dead: number } {
  let clicks = 0;
  let dead = 0;
  interactions.forEach((interaction, index) => {
    // Clicks without a count are the browser's echo of a key or a label.
    if (interaction.action.type !== 'click' || interaction.action.count === 0) return;
    clicks += 1;
    const state = findState(interaction);
    if (state !== undefined && hadEffect(state)) return;
    const isCertain = state !== undefined && state.settled;
    if (isCertain || !isAnswered(interaction, interactions.slice(index + 1, index + 8))) dead += 1;
  });
  return { clicks, dead };
}

/** Clicks and texts that came faster than people are, as a share of those that can be judged. */
function shareSuperhuman(interactions: readonly Interaction[]): number {
  let judged = 0;
  let superhuman = 0;
  let before: Interaction | undefined;
  for (const interaction of interactions) {
    const { action } = interaction;
    if (action.type === 'input' && action.means === 'typed' && action.keystrokes >= 5) {
      judged += 1;
      if (action.keystrokes / Math.max(1, action.endedAt - action.at) > FASTEST_TYPING / 1_000) superhuman += 1;
    }
    if (action.type !== 'click' || action.count === 0) continue;
    if (before !== undefined && findTargetKey(before) !== findTargetKey(interaction)) {
      judged += 1;
      if (action.at - before.action.at < FASTEST_CLICK_MS) superhuman += 1;
    }
    before = interaction;
  }
  return judged === 0 ? 0 : superhuman / judged;
}

/** Whether clicks follow each other like clockwork: people's intervals vary by half their mean and more. */
function isClockwork(interactions: readonly Interaction[]): boolean {
  const times = interactions
    .filter(({ action }) => action.type === 'click' && action.count > 0)
    .map(({ action }) => action.at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  if (gaps.length < 8) return false;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  return mean > 0 && deviation / mean < 0.05;
}

/** What of the session's time went by in long spans without anything being done. */
function shareIdle(interactions: readonly Interaction[], facts: SessionFacts): number {
  const [first, last] = [interactions[0], interactions.at(-1)];
  const between = (from: number, to: number): number => Math.max(0, to - from - pausedBetween(facts.pauses, from, to));
  const edges =
    first === undefined || last === undefined
      ? []
      : [between(facts.startedAt, first.action.at), between(endOf(last), facts.endedAt)];
  const idle = [...gapsOf(interactions, facts.pauses), ...edges].reduce(
    (sum, gap) => sum + Math.max(0, gap - IDLE_AFTER_MS),
    0,
  );
  return idle / Math.max(1, between(facts.startedAt, facts.endedAt), idle);
}

/**
 * Whether somebody was shopping: real events, clicks that do something, human pace, no long absences (R4.8). A session
 * that says that a program made it is not blamed for being made by one.
 */
export function scoreBehaviour(interactions: readonly Interaction[], facts: SessionFacts): Measure {
  const { clicks, dead } = countDead(interactions);
  const shareDead = clicks === 0 ? 0 : dead / clicks;
  const isHuman = facts.type === 'human';
  const untrusted = isHuman
    ? interactions.filter(({ action }) => !action.isTrusted).length / Math.max(1, interactions.length)
    : 0;
  const superhuman = isHuman ? shareSuperhuman(interactions) : 0;
  const clockwork = isHuman && isClockwork(interactions);
  const idle = shareIdle(interactions, facts);
  const reasons = [
    ...(untrusted > 0 ? [`${percent(untrusted)} of the events were made by a program.`] : []),
    ...(dead > 0 ? [`${dead} of ${clicks} clicks changed nothing that could be seen.`] : []),
    ...(superhuman > 0 ? [`${percent(superhuman)} of the actions were faster than people are.`] : []),
    ...(clockwork ? ['The clicks follow each other like clockwork.'] : []),
    ...(idle > 0 ? [`Nothing was done for ${percent(idle)} of the time.`] : []),
  ];
  const advice = [
    ...(shareDead > 0.2 ? ['Click only what you would click if you were really shopping.'] : []),
    ...(idle > 0.2 ? ['Pause the recording when you are called away.'] : []),
    ...(untrusted > 0.2 ? ['Choose “automated” or “hybrid” in the settings when a program helps you.'] : []),
  ];
  // Squared: a few clicks into nothing happen to everybody, half of them to nobody who shops.
  const score =
    (1 - shareDead) ** 2 * (1 - 0.95 * untrusted) * (1 - 0.9 * superhuman) * (clockwork ? 0.4 : 1) * (1 - 0.7 * idle);
  return { score, reasons: reasons.length > 0 ? reasons : ['The shopping looks natural.'], advice };
}
