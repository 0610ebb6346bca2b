import type { Interaction } from '../interactions/interaction.ts';
import { checkCriterion, countFound, type Finding } from './check-criterion.ts';
import { gatherEvidence } from './evidence.ts';
import type { CartEvent } from './cart-ledger.ts';
import type { Scenario } from './scenario.ts';

export type Trace = {
  /** In the scenario's order: what was found in the end, and by which interaction it came to be met. */
  findings: readonly (Finding & { criterionId: string; metBy: string | null })[];
  /** By interaction: the criterion that it brought forward most. */
  advanced: ReadonlyMap<string, string>;
  cartEvents: readonly CartEvent[];
  itemsFound: number;
};

/**
 * Follows the criteria of a task through a session. Without a scenario only the cart is followed. `metBy` names the
 * interaction that began the time in which the criterion was met to the end: what was undone in between does not count.
 */
export function traceCriteria(scenario: Scenario | null, interactions: readonly Interaction[]): Trace {
  const criteria = scenario?.criteria ?? [];
  const evidence = gatherEvidence();
  const states = criteria.map(() => ({ progress: 0, metBy: null as string | null }));
  const advanced = new Map<string, string>();
  let seen = '';

  function check(by: string): void {
    // Judging names and prices is the dear part; nothing is judged again before something has changed.
    const version = JSON.stringify([evidence.lines(), evidence.total(), evidence.viewed.length, evidence.kinds.size]);
    if (version === seen) return;
    seen = version;
    let most = 0;
    criteria.forEach((criterion, index) => {
      const state = states[index];
      if (state === undefined) return;
      const { progress, met } = checkCriterion(criterion, evidence);
      const gain = progress - state.progress;
      if (gain > most + 1e-9) {
        most = gain;
        advanced.set(by, criterion.id);
      }
      state.metBy = met ? (state.metBy ?? by) : null;
      state.progress = progress;
    });
  }

  for (const interaction of interactions) evidence.take(interaction, check);
  return {
    findings: criteria.map((criterion, index) => {
      const finding = checkCriterion(criterion, evidence);
      return { ...finding, criterionId: criterion.id, metBy: finding.met ? (states[index]?.metBy ?? null) : null };
    }),
    advanced,
    cartEvents: evidence.cartEvents(),
    itemsFound: countFound(criteria, evidence),
  };
}
