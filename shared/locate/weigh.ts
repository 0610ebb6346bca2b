import { learned } from './agreement.ts';
import type { Evidence } from './evidence.ts';
import { traitNames } from './compare.ts';
import type { Locator } from '../interactions/locators.ts';

/** Something that is counted, and how much of it there is. */
export type Feature = readonly [name: string, value: number];

/**
 * What is counted for every element, and at the end for none of them. Names are those of `learned`: `words.same` for
 * an agreement, `words.same~` for its rarity here in bits, `words.same!` on a foreign page, `hit.css` for a locator,
 * `none.words.other` for the best agreement that there is.
 */
export function featuresOf(evidence: Evidence): Feature[][] {
  const foreign = evidence.scene === 'foreign';
  const elements = evidence.elements.map(({ agrees, hits }) => {
    const features: Feature[] = [];
    for (const trait of traitNames) {
      const agreement = agrees[trait];
      if (agreement === undefined) continue;
      const { level, rareBits } = agreement;
      features.push([`${trait}.${level}`, 1]);
      if (level !== 'other' && level !== 'gone') features.push([`${trait}.${level}~`, rareBits]);
      if (foreign) features.push([`${trait}.${level}!`, 1]);
    }
    for (const { kind, record } of hits) features.push([`hit.${kind}`, trustIn(record)]);
    return features;
  });
  const none: Feature[] = [
    ['none', 1],
    ['none.elements', Math.log2(evidence.elements.length + 1)],
  ];
  for (const trait of traitNames) {
    const level = evidence.best[trait];
    if (level !== undefined) none.push([`none.${trait}.${level}`, 1]);
  }
  if (evidence.blind) none.push(['none.blind', 1]);
  if (foreign) none.push(['none.foreign', 1]);
  for (const kind of evidence.lost) none.push([`none.lost.${kind}`, 1]);
  return [...elements, none];
}

/** A locator's own record, as a share of what its kind is worth: 1 without one, 0 once it mostly hits others. */
function trustIn({ found, wrong, tested }: Locator['record']): number {
  return tested === 0 ? 1 : Math.max(0, (3 + found - 3 * wrong) / (3 + tested));
}

/** The probability of each element, and last of none, by the softmax of what counts for them. */
export function weigh(
  options: readonly (readonly Feature[])[],
  weights: Readonly<Record<string, number>> = learned,
): number[] {
  const scores = options.map((features) =>
    features.reduce((sum, [name, value]) => sum + (weights[name] ?? 0) * value, 0),
  );
  const top = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - top));
  const total = odds.reduce((sum, each) => sum + each, 0);
  return odds.map((each) => each / total);
}
