import { finder } from '@medv/finder';
import { getCssSelector } from 'css-selector-generator';
import { actionable } from '../../extension/capture/dom/event-target.ts';
import { isVisible } from '../../extension/capture/dom/visible.ts';
import { readLocators } from '../../extension/capture/locators/read-locators.ts';
import type { Scope } from '../../extension/capture/locators/scope.ts';
import { createMasker } from '../../extension/capture/masker.ts';
import { isInteractive, roleOf } from '../../extension/capture/names/role-of.ts';
import { readPageFacts, type LivePage } from '../../extension/capture/retest/read-page-facts.ts';
import type { LocatorKind, Locators } from '../../shared/interactions/locators.ts';
import { resolve } from '../../shared/locate/resolve.ts';
import { without, type Case } from './learn.ts';
import { mutators, severities } from './mutate.ts';
import { randomFrom, shuffled } from './random.ts';

export type Verdict = 'found' | 'wrong' | 'missing';
export type Recorded = { locators: Locators; cssSelectorGenerator: string | null; finder: string | null; ms: number };
export type KindTally = { kind: LocatorKind; verdict: Verdict }[];
export type Tested = {
  ours: Verdict;
  isGone: boolean;
  goneIsNone: boolean;
  cssSelectorGenerator: Verdict;
  finder: Verdict;
  kinds: KindTally;
};

declare global {
  interface Window {
    bench: ReturnType<typeof start>;
  }
}

function start() {
  const scope: Scope = { masker: createMasker(), shadowRoots: () => shadowRoots(document) };
  let targets: Element[] = [];
  const livePage = async (tags: ReadonlySet<string>): Promise<LivePage> => {
    const live = await readPageFacts(scope, tags, () => Promise.resolve(true));
    if (live === null) throw new Error('the page is too large for the bench');
    return live;
  };

  return {
    /** Chooses the targets, the same ones on every load of the same page. */
    choose(count: number): number {
      const usable = [document.body, ...shadowRoots(document)]
        .flatMap((root) => Array.from(root.querySelectorAll('*')))
        .filter(
          (element) => isInteractive(element, roleOf(element)) && isVisible(element) && actionable(element) === element,
        );
      targets = shuffled(usable, randomFrom(7)).slice(0, count);
      return targets.length;
    },
    record: (): Recorded[] => targets.map((target) => recordOne(target, scope)),
    /** Milliseconds to read the locators of one target, without what other generators need. */
    cost(index: number): number {
      const from = performance.now();
      readLocators(targets[index] ?? document.body, null, scope);
      return performance.now() - from;
    },
    /** Marks a target for Playwright, which takes a selector and not an element. */
    mark: (index: number): void => targets[index]?.setAttribute('data-bench', ''),
    unmark: (index: number): void => targets[index]?.removeAttribute('data-bench'),
    indexOf: (element: Element): number => targets.indexOf(element),
    mutate(severity: number, seed: number): void {
      const random = randomFrom(seed);
      const { kinds, rate } = severities[severity - 1] ?? severities[0];
      for (const mutator of shuffled(mutators, random).slice(0, kinds)) {
        mutator({
          roots: [document.body, ...shadowRoots(document)],
          random,
          rate,
          targets: new Set(targets),
          replaced: (from, to) => {
            targets = targets.map((each) => (each === from ? to : each));
          },
        });
      }
    },
    /** Looks for links on another version of their page; the right one has the same path. */
    async testLinks(recorded: Recorded[]): Promise<Verdict[]> {
      const live = await livePage(new Set(['a']));
      return recorded.map(({ locators }) => {
        const { id } = resolve(locators, live.facts);
        const found = id === null ? undefined : live.elements[id];
        if (found === undefined) return 'missing';
        const wanted = new URL(locators.fingerprint.attributes['href'] ?? '', location.href).pathname;
        return found instanceof HTMLAnchorElement && new URL(found.href).pathname === wanted ? 'found' : 'wrong';
      });
    },
    /** What the resolver would be given, to learn from. */
    async facts(recorded: Recorded[]): Promise<Pick<Case, 'elements' | 'targets'>> {
      const { facts, elements } = await livePage(new Set(recorded.map(({ locators }) => locators.target.tag)));
      const targetsNow = recorded.map(({ locators }, index) => ({
        locators,
        matches: locators.candidates.map(({ selector }) => facts.match(selector)),
        id: elements.indexOf(targets[index] ?? document.body),
      }));
      return { elements: [...facts.elements], targets: targetsNow };
    },
    async test(recorded: Recorded[]): Promise<Tested[]> {
      const live = await livePage(new Set(recorded.map(({ locators }) => locators.target.tag)));
      return recorded.map((each, index) => testOne(each, targets[index] ?? document.body, live));
    },
  };
}

function recordOne(target: Element, scope: Scope): Recorded {
  const from = performance.now();
  const locators = readLocators(target, null, scope);
  const ms = performance.now() - from;
  const root = target.getRootNode();
  const inside = root instanceof ShadowRoot;
  // The two others know nothing of shadow roots: inside of one they are given that very root to look in.
  return {
    locators,
    ms,
    cssSelectorGenerator: attempt(() =>
      getCssSelector(target, { root: inside ? root : document, maxCombinations: 100, maxCandidates: 100 }),
    ),
    finder: attempt(() =>
      finder(target, inside ? { root: root as unknown as Element, timeoutMs: 300 } : { timeoutMs: 300 }),
    ), // it asks only for what both have
  };
}

function testOne(
  { locators, cssSelectorGenerator, finder: finders }: Recorded,
  target: Element,
  live: LivePage,
): Tested {
  const { elements, facts } = live;
  const id = elements.indexOf(target);
  const { id: answer } = resolve(locators, facts);
  const withoutIt = {
    elements: facts.elements.filter((_, at) => at !== id),
    match: (selector: string) => without(id, facts.match(selector)),
  };
  return {
    ours: answer === null ? (target.isConnected ? 'missing' : 'found') : answer === id ? 'found' : 'wrong',
    isGone: !target.isConnected,
    goneIsNone: resolve(locators, withoutIt).id === null,
    cssSelectorGenerator: verdictOf(cssSelectorGenerator, target),
    finder: verdictOf(finders, target),
    kinds: locators.candidates.map(({ kind, selector }) => {
      const { count, ids } = facts.match(selector);
      return { kind, verdict: count !== 1 ? 'missing' : ids[0] === id ? 'found' : 'wrong' };
    }),
  };
}

function verdictOf(selector: string | null, target: Element): Verdict {
  if (selector === null) return 'missing';
  // Taken out of the page it is right to find none, inside of a shadow root as well.
  const root = target.isConnected ? (target.getRootNode() as Document | ShadowRoot) : document; // it stands in one of the two
  const found = attempt(() => Array.from(root.querySelectorAll(selector))) ?? [];
  if (found.length !== 1) return target.isConnected ? 'missing' : 'found';
  return found[0] === target ? 'found' : 'wrong';
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null; // a generator that gives up has no selector
  }
}

function shadowRoots(root: Document | ShadowRoot): ShadowRoot[] {
  return Array.from(root.querySelectorAll('*')).flatMap((element) =>
    element.shadowRoot === null ? [] : [element.shadowRoot, ...shadowRoots(element.shadowRoot)],
  );
}

window.bench = start();
