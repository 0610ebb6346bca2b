import type { LocatorKind } from '../interactions/locators.ts';
import type { Agreement, Trait } from './compare.ts';

/**
 * m of every agreement: how often the true element keeps it when its page changes. Learned on the training pages of
 * `bench/locators` (`npm run bench -- locators --learn` prints this table), no level below 0.01; the figures that the
 * bench reports are of other pages. `id`, `placeholder` and `data`, of which the training pages have too few, are
 * estimates.
 */
export const keptByTarget: Readonly<Record<Trait, Readonly<Record<Agreement, number>>>> = {
  tag: { same: 0.95, close: 0.01, other: 0.03, gone: 0.01 },
  role: { same: 0.97, close: 0.01, other: 0.01, gone: 0.01 },
  words: { same: 0.64, close: 0.04, other: 0.31, gone: 0.01 },
  id: { same: 0.7, close: 0.01, other: 0.14, gone: 0.15 },
  name: { same: 0.93, close: 0.01, other: 0.01, gone: 0.05 },
  link: { same: 0.74, close: 0.19, other: 0.06, gone: 0.01 },
  type: { same: 0.97, close: 0.01, other: 0.01, gone: 0.01 },
  placeholder: { same: 0.55, close: 0.14, other: 0.25, gone: 0.06 },
  data: { same: 0.65, close: 0.1, other: 0.1, gone: 0.15 },
  classes: { same: 0.79, close: 0.06, other: 0.08, gone: 0.07 },
  landmark: { same: 0.92, close: 0.04, other: 0.03, gone: 0.01 },
  heading: { same: 0.62, close: 0.01, other: 0.36, gone: 0.01 },
  neighbours: { same: 0.43, close: 0.2, other: 0.36, gone: 0.01 },
  index: { same: 0.88, close: 0.08, other: 0.03, gone: 0.01 },
  size: { same: 0.73, close: 0.23, other: 0.03, gone: 0.01 },
};

/**
 * Share of locators of each kind that still found their element alone after a change, and that hit another: learned on
 * the same pages, none below 0.005. There were no test ids on them.
 */
export const kindRecord: Readonly<Record<LocatorKind, { found: number; wrong: number }>> = {
  'test-id': { found: 0.81, wrong: 0.01 },
  role: { found: 0.51, wrong: 0.005 },
  label: { found: 0.68, wrong: 0.005 },
  placeholder: { found: 0.49, wrong: 0.005 },
  text: { found: 0.46, wrong: 0.005 },
  css: { found: 0.47, wrong: 0.005 },
  'css-path': { found: 0.47, wrong: 0.13 },
  xpath: { found: 0.51, wrong: 0.14 },
  nth: { found: 0.59, wrong: 0.34 },
};
