import type { Context } from '../interactions/context.ts';
import type { Intent } from '../interactions/intent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { placeOf } from '../scenarios/page-address.ts';
import type { Gap } from '../session/gaps.ts';
import { findContext, findState } from '../session/groups.ts';
import { isAside } from '../session/is-aside.ts';
import { urlsOf } from './describe-effect.ts';
import type { Group } from './group-interactions.ts';
import { findContextBefore } from './observe.ts';
import { stepTarget } from './step-target.ts';
import type { Step, ToolCall } from './step.ts';
import { tabHistories } from './tab-histories.ts';
import { toolCallOf } from './tool-call-of.ts';

/** A deed with everything that judging its place on the path needs. */
export type Draft = {
  group: Group;
  first: Interaction;
  target: Step['target'];
  call: ToolCall;
  intent: Intent;
  urls: { before: string; after: string };
  places: { before: string; after: string };
  /** The page as it was next seen in this tab, after the deed. */
  next: Context | undefined;
  /** The gap before it: what came before is not all that there was. */
  gap: Gap | undefined;
};

/** For each interaction the next reading of the page in its tab, on this side of a gap; an arrival's own reading counts. */
function readingsAfter(
  interactions: readonly Interaction[],
  gaps: readonly (Gap | undefined)[],
): (Context | undefined)[] {
  const ahead = new Map<number, Context>();
  const readings: (Context | undefined)[] = [];
  for (let index = interactions.length - 1; index >= 0; index--) {
    const interaction = interactions[index];
    if (interaction === undefined) continue;
    const context = findContext(interaction);
    const isArrival = context !== undefined && findContextBefore(interaction) === undefined;
    readings[index] = isArrival ? context : ahead.get(interaction.tabId);
    if (context !== undefined) ahead.set(interaction.tabId, context);
    if (gaps[index] !== undefined) ahead.clear();
  }
  return readings;
}

function startUrl(first: Interaction, lastUrl: string | undefined): string {
  const { action } = first;
  // Going back, a document names the page that it was first reached from, not the one that was left.
  if (action.type === 'navigation') return lastUrl ?? action.fromUrl ?? '';
  return findContextBefore(first)?.page.url ?? findState(first)?.url.before ?? lastUrl ?? '';
}

/** Works out for each group what it did and where it led; `intents` and `gaps` have one place for each interaction. */
export function draftSteps(
  groups: readonly Group[],
  interactions: readonly Interaction[],
  intents: readonly Intent[],
  gaps: readonly (Gap | undefined)[] = [],
): Draft[] {
  const after = readingsAfter(interactions, gaps);
  const lastUrls = new Map<number, string>();
  const histories = tabHistories();
  return groups.flatMap((group) => {
    const first = group.members.find((member) => !isAside(member)) ?? group.members[0];
    const intent = intents[group.indices[group.members.indexOf(group.lead)] ?? -1];
    if (first === undefined || intent === undefined) return [];
    const { tabId } = first;
    const urls = urlsOf(group, startUrl(first, lastUrls.get(tabId)));
    // Scrolling leads nowhere, and may be reported from a page that is being left already.
    const moves = group.lead.action.type !== 'scroll' && !isAside(group.lead);
    if (moves && urls.before !== '') histories.move(tabId, urls.before);
    const target = stepTarget(group);
    const call = toolCallOf(group, target, (url) => histories.isReturn(tabId, url));
    if (moves && urls.after !== '') histories.move(tabId, urls.after);
    if (moves) lastUrls.set(tabId, urls.after);
    const places = { before: placeOf(urls.before), after: placeOf(urls.after) };
    const next = after[group.indices.at(-1) ?? 0];
    return { group, first, target, call, intent, urls, places, next, gap: gaps[group.indices[0] ?? 0] };
  });
}
