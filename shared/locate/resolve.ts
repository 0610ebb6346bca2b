import type { Fingerprint, Locator, Locators } from '../interactions/locators.ts';
import { keptByTarget, kindRecord } from './agreement.ts';
import { traitNames, traits, type Agreement, type Trait } from './compare.ts';
import type { ElementFacts, PageFacts } from './page-facts.ts';

/** What came of looking for a target; `confidence` is the probability of the answer, 0 to 1. */
export type Resolution =
  | { id: number; confidence: number }
  | { id: null; reason: 'nothing like it' | 'not sure enough'; confidence: number };

/** How likely it is, before anything is seen, that the target is not on the page at all. */
const GONE = 0.1;
/**
 * Evidence is weighed as if independent, and is not: a design change touches classes and wrappers at once. So all of
 * it counts for less, by a factor that was set on the training pages of `bench/locators`.
 */
const DAMPING = 0.8;
/** Below this the answer is none: a wrong element does more harm than none. */
const SURE = 0.9;

const POSITIONAL: ReadonlySet<Locator['kind']> = new Set(['css-path', 'xpath', 'nth']);
/** What no other element here reaches could still be reached by chance: each level counts this much more often. */
const UNSEEN = 0.25;
const LEVELS: readonly Agreement[] = ['same', 'close', 'other', 'gone'];

/** The recorded target as facts that can be compared. */
export function factsOf({ box, ...facts }: Fingerprint): ElementFacts {
  return { ...facts, size: box === null ? null : { width: box.width, height: box.height } };
}

/**
 * Finds a recorded target on a page, or says that it cannot.
 *
 * Each element's evidence is the sum over traits of log2(m/u) (Fellegi and Sunter 1969): m is how often the true
 * element keeps this agreement when pages change (`agreement.ts`, learned), u how often the elements of this very page
 * reach it, so that what everything here shares counts for nothing. Locators that match one element alone add
 * log2(found/wrong) of their kind or of their own record; of those that count places only the strongest does, because
 * they fail together. Against all elements stands the hypothesis that the target is gone.
 */
export function resolve(
  { candidates, fingerprint }: Pick<Locators, 'candidates' | 'fingerprint'>,
  page: PageFacts,
): Resolution {
  const { elements } = page;
  if (elements.length === 0) return { id: null, reason: 'nothing like it', confidence: 1 };
  const likeness = likenessOf(factsOf(fingerprint), elements);
  const votes = votesOf(candidates, page);
  const prior = Math.log2((1 - GONE) / elements.length);
  const odds = likeness.map((bits, id) => 2 ** (prior + DAMPING * (bits + (votes.get(id) ?? 0))));
  const total = odds.reduce((sum, each) => sum + each, GONE);
  const best = odds.reduce((top, each, id) => (each > (odds[top] ?? 0) ? id : top), 0);
  const confidence = (odds[best] ?? 0) / total;
  if (confidence >= SURE) return { id: best, confidence };
  const gone = GONE / total;
  return gone > confidence
    ? { id: null, reason: 'nothing like it', confidence: gone }
    : { id: null, reason: 'not sure enough', confidence: 1 - confidence };
}

/** Bits of evidence for each element from how it looks. */
function likenessOf(recorded: ElementFacts, elements: readonly ElementFacts[]): number[] {
  const sums = elements.map(() => 0);
  for (const trait of traitNames) {
    const seen = elements.map((element) => traits[trait](recorded, element));
    const weights = weightsOf(trait, seen);
    for (const [id, agreement] of seen.entries()) {
      if (agreement !== null) sums[id] = (sums[id] ?? 0) + weights[agreement];
    }
  }
  return sums;
}

/** log2(m/u) of each agreement; u is the share of the *other* elements that reach it, with a quarter imagined more. */
function weightsOf(trait: Trait, seen: readonly (Agreement | null)[]): Record<Agreement, number> {
  const known = seen.filter((each) => each !== null);
  const weightOf = (level: Agreement): number => {
    const times = known.filter((each) => each === level).length;
    const others = (Math.max(0, times - 1) + UNSEEN) / (Math.max(0, known.length - 1) + UNSEEN * LEVELS.length);
    return Math.log2(keptByTarget[trait][level] / others);
  };
  return { same: weightOf('same'), close: weightOf('close'), other: weightOf('other'), gone: weightOf('gone') };
}

/** Bits of evidence from locators that match exactly one element. */
function votesOf(candidates: readonly Locator[], page: PageFacts): Map<number, number> {
  const votes = new Map<number, number>();
  const byPlace = new Map<number, number>();
  for (const candidate of candidates) {
    const { count, ids } = page.match(candidate.selector);
    const [id] = ids;
    if (count !== 1 || id === undefined) continue;
    const bits = trustOf(candidate);
    if (POSITIONAL.has(candidate.kind)) byPlace.set(id, Math.max(byPlace.get(id) ?? 0, bits));
    else votes.set(id, (votes.get(id) ?? 0) + bits);
  }
  for (const [id, bits] of byPlace) votes.set(id, (votes.get(id) ?? 0) + bits);
  return votes;
}

/** log2(found/wrong): the rates of its kind as ten imagined tests, with its own tests added. */
function trustOf({ kind, record }: Locator): number {
  const { found, wrong } = kindRecord[kind];
  return Math.max(0, Math.log2((found * 10 + record.found) / (wrong * 10 + record.wrong)));
}
