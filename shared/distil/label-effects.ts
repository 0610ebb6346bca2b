import { findState } from '../session/groups.ts';
import { hadEffect } from './describe-effect.ts';
import type { Draft } from './draft.ts';
import type { Labels } from './label-steps.ts';

/** Whether the page certainly stayed as it was: everything was observed until it had settled, and nothing changed. */
function didNothing({ group, places }: Draft): boolean {
  if (places.before !== places.after || group.members.some(({ action }) => action.type === 'navigation')) return false;
  return group.members.every((member) => {
    const state = findState(member);
    return state !== undefined && state.settled && !hadEffect(state);
  });
}

/** Steps that did nothing, or nothing but load the page again. */
export function labelEffects(drafts: readonly Draft[], labels: Labels): void {
  drafts.forEach((draft, index) => {
    const { action } = draft.group.lead;
    if (action.type === 'click' && didNothing(draft))
      labels.give(index, 'mistaken', 'The click changed nothing on the page.');
    if (action.type === 'key' && (action.key === 'Tab' || didNothing(draft))) {
      labels.give(
        index,
        'redundant',
        action.key === 'Tab' ? 'This only moves the focus.' : 'The key changed nothing on the page.',
      );
    }
    if (action.type === 'navigation' && action.cause === 'reload')
      labels.give(index, 'redundant', 'This only loads the same page again.');
  });
}
