import type { Locators } from '../../../shared/interactions/locators.ts';
import { pageTemplate } from '../../../shared/locate/page-template.ts';
import type { Retest } from '../../../shared/locate/retest.ts';
import type { Scope } from '../locators/scope.ts';
import { idleMoment, inIdleSlices } from '../idle-slices.ts';
import { judgeLocators } from './judge-locators.ts';
import { readPageFacts } from './read-page-facts.ts';

/** A target of this session whose locators are to be run again. */
export type RecordedTarget = { interactionId: string; locators: Locators };

export type RetesterDeps = {
  pageId: string;
  scope: Scope;
  domEpoch(): number;
  /** Targets on pages of this template that were not re-tested on the occasion of this key, at most a few dozen. */
  recordedTargets(page: { template: string; key: string }): Promise<readonly RecordedTarget[]>;
  /** Counts are kept once per interaction and key. */
  locatorsTested(interactionId: string, retest: Retest): Promise<unknown>;
  /** Resolves when the page has nothing better to do. */
  idle(): Promise<void>;
};

export type Retester = {
  /** The page has come to rest: loaded, rendered anew, or at another size of the window. */
  settled(): void;
  stop(): void;
};

/** Between two rounds on one page: pages that never rest would be read for ever. */
const PAUSE_MS = 4_000;
const PATIENCE_MS = 2_000;

/**
 * Runs locators of this session again whenever a page of the same template has come to rest (R3.4): after it was
 * rendered anew, after a reload, on later pages, at another width of the window. Each target is tested once per page
 * and width, in idle time; when the page changes meanwhile the round is given up, and the next rest begins another.
 */
export function createRetester(deps: RetesterDeps): Retester {
  const { pageId, scope, domEpoch, recordedTargets, locatorsTested } = deps;
  let stopped = false;
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAtMs = Number.NEGATIVE_INFINITY;

  const round = async (): Promise<void> => {
    await deps.idle();
    const key = `${pageId} ${innerWidth}`;
    const targets = await recordedTargets({ template: pageTemplate(scope.masker.url(location.href)), key });
    if (targets.length === 0 || stopped) return;
    await deps.idle();
    const epoch = domEpoch();
    const isOver = (): boolean => stopped || domEpoch() !== epoch;
    const page = await readPageFacts(scope, new Set(targets.map(({ locators }) => locators.target.tag)), async () => {
      await deps.idle();
      return !isOver();
    });
    for (const { interactionId, locators } of page === null ? [] : targets) {
      await deps.idle();
      if (isOver() || page === null) return;
      const steps = judgeLocators(locators, page.facts);
      const outcomes = await inIdleSlices(steps, { patienceMs: PATIENCE_MS, stopped: () => stopped });
      if (isOver()) return;
      if (outcomes !== null) await locatorsTested(interactionId, { key, outcomes });
    }
  };

  const start = (): void => {
    timer = undefined;
    running = true;
    lastAtMs = performance.now();
    round()
      // The service worker may be gone, the page may break any reading of it: a round less is no loss.
      .catch(() => undefined)
      .finally(() => {
        running = false;
      });
  };

  return {
    settled() {
      if (stopped || running || timer !== undefined) return;
      timer = setTimeout(start, Math.max(0, lastAtMs + PAUSE_MS - performance.now()));
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Idle time of this page; a busy page gives some after two seconds. */
export function whenIdle(): Promise<void> {
  return idleMoment(PATIENCE_MS);
}
