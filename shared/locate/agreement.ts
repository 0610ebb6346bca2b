import type { LocatorKind } from '../interactions/locators.ts';
import type { Agreement, Trait } from './compare.ts';

/**
 * m of every agreement: how often the true element keeps it when its page changes. Learned on the training pages of
 * `bench/locators` (`npm run bench -- locators --learn` prints this table); the figures that the bench reports are of
 * other pages.
 */
export const keptByTarget: Readonly<Record<Trait, Readonly<Record<Agreement, number>>>> = {
  tag: { same: 0.93, close: 0.005, other: 0.06, gone: 0.005 },
  role: { same: 0.92, close: 0.01, other: 0.04, gone: 0.03 },
  words: { same: 0.65, close: 0.12, other: 0.2, gone: 0.03 },
  id: { same: 0.7, close: 0.01, other: 0.14, gone: 0.15 },
  name: { same: 0.87, close: 0.01, other: 0.04, gone: 0.08 },
  link: { same: 0.8, close: 0.1, other: 0.06, gone: 0.04 },
  type: { same: 0.9, close: 0.01, other: 0.04, gone: 0.05 },
  placeholder: { same: 0.65, close: 0.1, other: 0.17, gone: 0.08 },
  data: { same: 0.65, close: 0.1, other: 0.1, gone: 0.15 },
  classes: { same: 0.55, close: 0.2, other: 0.1, gone: 0.15 },
  landmark: { same: 0.8, close: 0.1, other: 0.08, gone: 0.02 },
  heading: { same: 0.65, close: 0.1, other: 0.23, gone: 0.02 },
  neighbours: { same: 0.3, close: 0.3, other: 0.3, gone: 0.1 },
  index: { same: 0.65, close: 0.2, other: 0.14, gone: 0.01 },
  size: { same: 0.6, close: 0.25, other: 0.12, gone: 0.03 },
};

/** Share of locators of each kind that still found their element after a change, and that hit another: same pages. */
export const kindRecord: Readonly<Record<LocatorKind, { found: number; wrong: number }>> = {
  'test-id': { found: 0.81, wrong: 0.01 },
  role: { found: 0.76, wrong: 0.01 },
  label: { found: 0.69, wrong: 0.01 },
  placeholder: { found: 0.83, wrong: 0.01 },
  text: { found: 0.7, wrong: 0.02 },
  css: { found: 0.85, wrong: 0.01 },
  'css-path': { found: 0.76, wrong: 0.03 },
  xpath: { found: 0.6, wrong: 0.04 },
  nth: { found: 0.53, wrong: 0.06 },
};
