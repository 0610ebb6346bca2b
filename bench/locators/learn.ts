import type { Locators } from '../../shared/interactions/locators.ts';
import { gatherEvidence } from '../../shared/locate/evidence.ts';
import type { ElementFacts } from '../../shared/locate/page-facts.ts';
import { factsOf } from '../../shared/locate/resolve.ts';
import { featuresOf, type Feature } from '../../shared/locate/weigh.ts';
import type { Verdict } from './in-page.ts';

/** A changed page with the recorded targets that were looked for on it. */
export type Case = {
  page: string;
  severity: number;
  elements: ElementFacts[];
  targets: {
    locators: Locators;
    /** What each candidate matches on the changed page, in their order. */
    matches: { count: number; ids: readonly number[] }[];
    /** The element that the target has become; -1 when it is gone. */
    id: number;
  }[];
};

/** One choice to learn from: what counts for the likeliest elements and at the end for none, and which of them is right. */
export type Choice = {
  options: readonly Counted[];
  right: number;
  weight: number;
  severity: number;
  sort: 'plain' | 'blind' | 'taken out';
};
/** Features by the numbers that `Names` gives them. */
type Counted = { at: Uint16Array; by: Float32Array };
export type Names = Map<string, number>;

/** A target that is still there stands for this many with it taken out of the page. */
const GONE_WEIGHT = 0.15;
/** The resolver is asked without locators too, to judge them. */
const BLIND_WEIGHT = 0.4;
/** Of each page the elements that agree most; all others together would get next to nothing of the probability. */
const LIKELIEST = 20;

/** Choices of three sorts for every target: with its locators, without any, and with the target taken out. */
export function choicesOf(cases: readonly Case[], names: Names): Choice[] {
  return cases.flatMap(({ elements, targets, severity }) => {
    const lefts = new Map<number, ElementFacts[]>([[-1, elements]]);
    return targets.flatMap(({ locators, matches, id }) => {
      const { candidates, fingerprint } = locators;
      const choice = (gone: number, blind: boolean, weight: number): Choice => {
        const left = lefts.get(gone) ?? elements.filter((_, at) => at !== gone);
        const match = (selector: string): { count: number; ids: readonly number[] } =>
          without(gone, matches[candidates.findIndex((each) => each.selector === selector)] ?? { count: 0, ids: [] });
        const evidence = gatherEvidence(factsOf(fingerprint), blind ? [] : candidates, { elements: left, match });
        const likeness = evidence.elements.map(
          ({ agrees, hits }) => hits.length + Object.values(agrees).filter(({ level }) => level === 'same').length,
        );
        const right = gone < 0 && id >= 0 ? id : left.length;
        const kept = likeness
          .map((like, at) => ({ at, like: at === right ? Infinity : like }))
          .sort((a, b) => b.like - a.like)
          .slice(0, LIKELIEST);
        const all = featuresOf(evidence);
        const sort = gone >= 0 ? 'taken out' : blind ? 'blind' : 'plain';
        const options = [...kept.map(({ at }) => all[at] ?? []), all.at(-1) ?? []].map((each) => counted(each, names));
        return { options, right: right === left.length ? kept.length : 0, weight, severity, sort };
      };
      const choices = [choice(-1, false, 1), choice(-1, true, BLIND_WEIGHT)];
      if (id < 0) return choices;
      const taken = [choice(id, false, GONE_WEIGHT), choice(id, true, GONE_WEIGHT * BLIND_WEIGHT)];
      return [...choices, ...taken];
    });
  });
}

function counted(features: readonly Feature[], names: Names): Counted {
  const at = Uint16Array.from(features, ([name]) => {
    const known = names.get(name) ?? names.size;
    names.set(name, known);
    return known;
  });
  return { at, by: Float32Array.from(features, ([, value]) => value) };
}

/** What a selector matches, had one element been taken out of the page. */
export function without(gone: number, found: { count: number; ids: readonly number[] }): typeof found {
  if (gone < 0) return found;
  const rest = found.ids.filter((id) => id !== gone);
  return {
    count: found.count - (found.ids.length - rest.length),
    ids: rest.map((id) => (id > gone ? id - 1 : id)),
  };
}

const ROUNDS = 150;
const STEP = 0.05;
/** How strongly weights are held back: few pages must not teach much. */
const HELD_BACK = 0.0005;
/** What a locator that does not count places is worth where the pages say too little of its kind, in nats. */
const A_HIT = 1.5;

/** Fits the weights of `shared/locate/weigh.ts` by gradient ascent on the likelihood of the right answers (Adam). */
export function learn(choices: readonly Choice[], names: Names): Float64Array {
  const size = names.size;
  const expected = Float64Array.from(names.keys(), (name) => (/^hit\.(?!css-path|xpath|nth)/.test(name) ? A_HIT : 0));
  const [weights, mean, square] = [expected.slice(), new Float64Array(size), new Float64Array(size)];
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = slopeAt(weights, choices);
    for (let id = 0; id < size; id++) {
      const up = (slope[id] ?? 0) / total - HELD_BACK * ((weights[id] ?? 0) - (expected[id] ?? 0));
      const [along, wide] = [0.9 * (mean[id] ?? 0) + 0.1 * up, 0.999 * (square[id] ?? 0) + 0.001 * up * up];
      mean[id] = along;
      square[id] = wide;
      const step = (STEP * (along / (1 - 0.9 ** round))) / (Math.sqrt(wide / (1 - 0.999 ** round)) + 1e-8);
      weights[id] = (weights[id] ?? 0) + step;
    }
  }
  return weights;
}

function slopeAt(weights: Float64Array, choices: readonly Choice[]): Float64Array {
  const slope = new Float64Array(weights.length);
  for (const { options, right, weight } of choices) {
    const shares = sharesOf(options, weights);
    for (let n = 0; n < options.length; n++) {
      const pull = weight * ((n === right ? 1 : 0) - (shares[n] ?? 0));
      const option = options[n];
      if (option === undefined || Math.abs(pull) < 1e-5) continue;
      const { at, by } = option;
      for (let k = 0; k < at.length; k++) slope[at[k] ?? 0] = (slope[at[k] ?? 0] ?? 0) + pull * (by[k] ?? 0);
    }
  }
  return slope;
}

function sharesOf(options: readonly Counted[], weights: Float64Array): Float64Array {
  const shares = new Float64Array(options.length);
  let top = -Infinity;
  for (let n = 0; n < options.length; n++) {
    const option = options[n];
    if (option === undefined) continue;
    const { at, by } = option;
    let score = 0;
    for (let k = 0; k < at.length; k++) score += (weights[at[k] ?? 0] ?? 0) * (by[k] ?? 0);
    shares[n] = score;
    top = Math.max(top, score);
  }
  let all = 0;
  for (let n = 0; n < shares.length; n++) {
    shares[n] = Math.exp((shares[n] ?? 0) - top);
    all += shares[n] ?? 0;
  }
  for (let n = 0; n < shares.length; n++) shares[n] = (shares[n] ?? 0) / all;
  return shares;
}

/** What the resolver would answer: an option that has at least `sure` of the probability, else none. */
export function verdictOf({ options, right }: Choice, weights: Float64Array, sure: number): Verdict {
  const shares = sharesOf(options, weights);
  const none = options.length - 1;
  const best = shares.findIndex((share, id) => id < none && share >= sure);
  const answer = best < 0 ? none : best;
  return answer === right ? 'found' : answer === none ? 'missing' : 'wrong';
}
