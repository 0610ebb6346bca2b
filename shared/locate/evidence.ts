import type { Locator, LocatorKind } from '../interactions/locators.ts';
import { agreements, traitNames, traits, type Agreement, type Trait } from './compare.ts';
import type { ElementFacts, PageFacts } from './page-facts.ts';
import { pageWords } from './page-words.ts';
import { runToEnd } from './run-to-end.ts';

/** What speaks for an element being the target: how far it agrees, how rare that is here, and locators that hit it. */
export type ElementEvidence = {
  agrees: Partial<Record<Trait, { level: Agreement; rareBits: number }>>;
  /** Locators that match it and nothing else. */
  hits: Pick<Locator, 'kind' | 'record'>[];
};

/**
 * All evidence on a page. On a foreign one nobody has any of the recorded words: its language has changed, or it is
 * another page altogether, and what counts places says more.
 */
export type Evidence = {
  scene: 'known' | 'foreign';
  elements: ElementEvidence[];
  /** The best agreement that any element reaches. */
  best: Partial<Record<Trait, Agreement>>;
  /** Kinds of which a locator was run, and those of which none hit one element alone. */
  lost: LocatorKind[];
  /** No locators were run. */
  blind: boolean;
};

/** What no other element here reaches could still be reached by chance: each level counts this much more often. */
const UNSEEN = 0.25;
const WORDED: readonly Trait[] = ['words', 'heading', 'neighbours', 'item', 'group'];

/** Gathers what speaks for each element of a page. */
export function gatherEvidence(recorded: ElementFacts, candidates: readonly Locator[], page: PageFacts): Evidence {
  return runToEnd(gatherInSteps(recorded, candidates, page));
}

/** As `gatherEvidence`; yields after every trait, since a page may have thousands of elements. */
export function* gatherInSteps(
  recorded: ElementFacts,
  candidates: readonly Locator[],
  { elements, match }: PageFacts,
): Generator<void, Evidence> {
  const evidence: Evidence = {
    scene: 'known',
    elements: elements.map(() => ({ agrees: {}, hits: [] })),
    best: {},
    lost: [],
    blind: candidates.length === 0,
  };
  const words = pageWords(elements);
  yield;
  for (const trait of traitNames) {
    const levels = elements.map((element) => traits[trait](recorded, element, words));
    const rare = rarityOf(levels);
    for (const [id, level] of levels.entries()) {
      const each = evidence.elements[id];
      if (level !== null && each !== undefined) each.agrees[trait] = { level, rareBits: rare[level] };
    }
    const best = agreements.find((level) => levels.includes(level));
    if (best !== undefined) evidence.best[trait] = best;
    yield;
  }
  if (isForeign(evidence.best)) evidence.scene = 'foreign';
  addHits(evidence, candidates, match);
  return evidence;
}

/** -log2 of the share of the *other* elements that reach a level, with a quarter of one imagined at each. */
function rarityOf(levels: readonly (Agreement | null)[]): Record<Agreement, number> {
  const counts: Record<Agreement, number> = { same: 0, close: 0, part: 0, other: 0, gone: 0 };
  let known = 0;
  for (const level of levels) {
    if (level === null) continue;
    counts[level]++;
    known++;
  }
  const others = Math.max(0, known - 1) + UNSEEN * agreements.length;
  const bits = (level: Agreement): number => -Math.log2((Math.max(0, counts[level] - 1) + UNSEEN) / others);
  return { same: bits('same'), close: bits('close'), part: bits('part'), other: bits('other'), gone: bits('gone') };
}

function isForeign(best: Evidence['best']): boolean {
  const said = WORDED.flatMap((trait) => best[trait] ?? []);
  return said.length > 0 && said.every((level) => level === 'other' || level === 'gone' || level === 'part');
}

function addHits({ elements, lost }: Evidence, candidates: readonly Locator[], match: PageFacts['match']): void {
  const hit = new Set<LocatorKind>();
  for (const { kind, record, selector } of candidates) {
    const { count, ids } = match(selector);
    const element = count === 1 ? elements[ids[0] ?? -1] : undefined;
    if (element === undefined) continue;
    element.hits.push({ kind, record });
    hit.add(kind);
  }
  lost.push(...new Set(candidates.map(({ kind }) => kind).filter((kind) => !hit.has(kind))));
}
