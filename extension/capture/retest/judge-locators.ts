import type { Locators } from '../../../shared/interactions/locators.ts';
import type { PageFacts } from '../../../shared/locate/page-facts.ts';
import { resolveInSteps } from '../../../shared/locate/resolve.ts';
import type { LocatorOutcome } from '../../../shared/locate/retest.ts';

/**
 * Runs recorded locators again. Which element is right is said by the fingerprint alone, without any locator: the one
 * that it agrees with strongly (`resolveInSteps`). Null when it is sure of none: then nothing can be said of the locators.
 * Yields often: comparing takes long on a large page, and each locator may search all of it.
 */
export function* judgeLocators(
  { candidates, fingerprint }: Locators,
  page: PageFacts,
): Generator<void, LocatorOutcome[] | null> {
  if (candidates.length === 0) return null;
  const { id } = yield* resolveInSteps({ candidates: [], fingerprint }, page);
  if (id === null) return null;
  const outcomes: LocatorOutcome[] = [];
  for (const { selector } of candidates) {
    yield;
    const { count, ids } = page.match(selector);
    outcomes.push(count !== 1 ? 'missing' : ids[0] === id ? 'found' : 'wrong');
  }
  return outcomes;
}
