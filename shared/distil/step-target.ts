import type { Interaction } from '../interactions/interaction.ts';
import type { Locator } from '../interactions/locators.ts';
import { findContext, findLocators } from '../session/groups.ts';
import { isAside } from '../session/is-aside.ts';
import { findTargetKey } from '../session/target-key.ts';
import type { Group } from './group-interactions.ts';
import type { Step } from './step.ts';

/**
 * Best first: a locator that ever hit the wrong element comes last whatever else speaks for it, then those that did
 * not match one element alone, then by reliability.
 */
export function rankLocators(candidates: readonly Locator[]): Locator[] {
  const rank = ({ matches, record }: Locator): number =>
    (record.wrong > 0 ? 2 : 0) + (matches === 1 || matches === null ? 0 : 1);
  return [...candidates].sort((a, b) => rank(a) - rank(b) || b.reliability - a.reliability);
}

/** Whether the snapshot has a line for the reference. */
export function hasRef(snapshot: string, ref: string): boolean {
  return snapshot.includes(`[${ref}]`);
}

/** The first member that acted on the same element as the lead: it saw the element when the step began. */
function firstOnTarget(group: Group): Interaction {
  const key = findTargetKey(group.lead);
  return group.members.find((member) => key !== undefined && findTargetKey(member) === key) ?? group.lead;
}

/** The element that a step acts on, as it stood when the step began; null where it acts on none. */
export function stepTarget(group: Group): Step['target'] {
  const seen = firstOnTarget(group);
  const locators = findLocators(seen) ?? findLocators(group.lead);
  if (locators === undefined) return null;
  const { target, candidates, framePath } = locators;
  const first = group.members.find((member) => !isAside(member)) ?? group.lead;
  const snapshot = findContext(first)?.snapshot ?? '';
  // A reference is only worth something in the snapshot that the step shows: numbers change from reading to reading.
  const isSameReading = seen === first || findContext(seen)?.snapshot === snapshot;
  const ref = isSameReading && target.ref !== null && hasRef(snapshot, target.ref) ? target.ref : null;
  const { tag, role, name, box } = target;
  return { ref, tag, role, name, box, selectors: rankLocators(candidates).map(({ selector }) => selector), framePath };
}
