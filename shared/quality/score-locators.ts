import { isAbsent } from '../interactions/absent.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { Locator } from '../interactions/locators.ts';
import { percent, weightedMean, type Measure } from './measure.ts';

/** Several of a thing are better than one, each further one by less: 0.6, 0.84, 0.94 … */
const saturating = (count: number): number => 1 - 0.4 ** count;

/** A measured record outweighs what the kind promises, and a wrong hit weighs more than a miss. */
function trustIn({ reliability, record }: Locator): number {
  const { tested, found, wrong } = record;
  // Two imagined tests at the promised rate keep a single real one from deciding everything.
  return Math.max(0, (reliability * 2 + found - wrong) / (2 + tested));
}

function scoreOne(candidates: readonly Locator[]): number {
  if (candidates.length === 0) return 0;
  const unique = candidates.filter(({ matches }) => matches === 1);
  const kinds = new Set(unique.map(({ kind }) => kind));
  const best = Math.max(0, ...(unique.length > 0 ? unique : candidates).map(trustIn));
  return 0.4 * saturating(unique.length) + 0.25 * saturating(kinds.size) + 0.35 * Math.min(1, best);
}

const withElement: ReadonlySet<string> = new Set(['click', 'input', 'change', 'select', 'submit']);

/** How likely each target is found again: unique locators, of several kinds, with a good record (R4.2). */
export function scoreLocators(interactions: readonly Interaction[]): Measure {
  const targeted = interactions.filter(({ action, locators }) => withElement.has(action.type) || !isAbsent(locators));
  const scores = targeted.map(({ locators }) => (isAbsent(locators) ? 0 : scoreOne(locators.candidates)));
  const score = weightedMean(
    scores.map((value) => ({ value, weight: 1 })),
    0,
  );
  const without = targeted.filter(
    ({ locators }) => isAbsent(locators) || !locators.candidates.some(({ matches }) => matches === 1),
  ).length;
  const wrong = targeted.filter(
    ({ locators }) => !isAbsent(locators) && locators.candidates.some(({ record }) => record.wrong > 0),
  ).length;
  const reasons = [
    ...(targeted.length === 0 ? ['Nothing was clicked or filled in.'] : []),
    ...(without > 0
      ? [`${percent(without / targeted.length)} of the elements have no locator that finds them alone.`]
      : []),
    ...(wrong > 0
      ? [
          `For ${percent(wrong / targeted.length)} of the elements a locator found the wrong one when it was tested again.`,
        ]
      : []),
  ];
  return {
    score,
    reasons: reasons.length > 0 ? reasons : ['Every element can be found again in several ways.'],
    advice: [],
  };
}
