import { z } from 'zod';
import type { Locator } from '../interactions/locators.ts';

/** What came of a locator that was run again: the target alone, one other element, or neither. */
export const locatorOutcome = z.enum(['found', 'missing', 'wrong']);
export type LocatorOutcome = z.infer<typeof locatorOutcome>;

/** One re-test of an interaction's locators: `key` names the occasion, `outcomes` follow the order of the candidates. */
export const retest = z.strictObject({
  key: z.string().min(1).max(100),
  outcomes: z.array(locatorOutcome).min(1).max(20),
});
export type Retest = z.infer<typeof retest>;

/** What the kind promises counts as so many tests, so that a single one does not decide everything. */
const IMAGINED = 4;
/** A locator that hit the wrong element once is trusted half as much as its record says. */
const WRONG_ONCE = 0.5;

/**
 * Candidates with their measured record (R3.4), best first: those that ever hit a wrong element come last, whatever
 * else speaks for them. `reliability` = (kind's rate × 4 + found) / (4 + tested), halved after a wrong hit.
 */
export function withRecord(candidates: readonly Locator[], retests: readonly Retest[]): Locator[] {
  return candidates
    .map((candidate, at): Locator => {
      const outcomes = retests.map(({ outcomes: each }) => each[at]).filter((each) => each !== undefined);
      const found = outcomes.filter((each) => each === 'found').length;
      const wrong = outcomes.filter((each) => each === 'wrong').length;
      const rate = (candidate.reliability * IMAGINED + found) / (IMAGINED + outcomes.length);
      const reliability = outcomes.length === 0 ? candidate.reliability : rate * (wrong > 0 ? WRONG_ONCE : 1);
      return {
        ...candidate,
        reliability: Math.round(reliability * 100) / 100,
        record: { tested: outcomes.length, found, wrong },
      };
    })
    .sort((a, b) => Number(a.record.wrong > 0) - Number(b.record.wrong > 0) || b.reliability - a.reliability);
}
