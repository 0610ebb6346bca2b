import { findContext, findState } from '../session/groups.ts';
import { isAside } from '../session/is-aside.ts';
import { hadEffect } from './describe-effect.ts';
import type { Draft } from './draft.ts';
import type { Labels } from './label-steps.ts';

/** Whether resting showed what was used next: a menu that opens under the pointer. */
function showedTarget(rest: Draft, next: Draft | undefined): boolean {
  const state = findState(rest.group.lead);
  const ref = next?.target?.ref ?? null;
  if (next === undefined || ref === null || state === undefined || !hadEffect(state)) return false;
  const seen = findContext(rest.first)?.snapshot;
  return next.first.pageId === rest.first.pageId && seen !== undefined && !seen.includes(`[${ref}]`);
}

/** Steps that only looked, and drags that did nothing or that an agent could not repeat. */
export function labelAsides(drafts: readonly Draft[], labels: Labels): void {
  drafts.forEach((draft, index) => {
    const { lead } = draft.group;
    if (lead.action.type === 'hover') {
      const next = drafts.slice(index + 1).find(({ first }) => first.tabId === draft.first.tabId);
      if (!showedTarget(draft, next)) labels.give(index, 'exploratory', 'Only rested the pointer on something.');
    } else if (isAside(lead)) {
      labels.give(index, 'exploratory', 'Nothing was done here that an agent could repeat.');
    } else if (lead.action.type === 'drag') {
      const { destination, dropped } = lead.action;
      if (dropped === false) labels.give(index, 'mistaken', 'The page did not take what was dragged.');
      else if (destination === null || destination.ref === null)
        labels.give(index, 'redundant', 'It was let go on nothing that an agent could name.');
    }
  });
}
