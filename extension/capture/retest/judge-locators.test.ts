import { expect, test } from 'vitest';
import type { Fingerprint, Locators } from '../../../shared/interactions/locators.ts';
import type { PageFacts } from '../../../shared/locate/page-facts.ts';
import { traitNames } from '../../../shared/locate/compare.ts';
import { factsOf } from '../../../shared/locate/resolve.ts';
import { runToEnd } from '../../../shared/locate/run-to-end.ts';
import { judgeLocators } from './judge-locators.ts';

const made = (name: string): Fingerprint => ({
  tag: 'button',
  role: 'button',
  name,
  text: name,
  attributes: { id: name.toLowerCase(), 'data-sku': name },
  classes: [],
  landmark: 'main',
  heading: name,
  neighbours: [],
  index: 0,
  box: null,
});
const elements = ['Kettle', 'Lamp', 'Basket', 'Mirror', 'Candle'].map(made);
const matches: Record<string, number[]> = { right: [1], other: [2], both: [1, 2] };
const page: PageFacts = {
  elements: elements.map(factsOf),
  match: (selector) => ({ count: matches[selector]?.length ?? 0, ids: matches[selector] ?? [] }),
};
const recorded = (name: string): Locators => ({
  target: { ref: null, tag: 'button', role: 'button', name, box: null },
  framePath: [],
  shadowDepth: 0,
  candidates: ['right', 'other', 'both', 'none'].map((selector) => ({
    kind: 'css',
    selector,
    matches: 1,
    reliability: 0.5,
    record: { tested: 0, found: 0, wrong: 0 },
  })),
  fingerprint: made(name),
});

function judged(locators: Locators): unknown {
  return runToEnd(judgeLocators(locators, page));
}

test('a locator found its target, hit another element, or found neither or several', () => {
  expect(judged(recorded('Lamp'))).toEqual(['found', 'wrong', 'missing', 'missing']);
});

test('when the fingerprint is sure of no element nothing is said of the locators', () => {
  expect(judged(recorded('Something else'))).toBeNull();
});

test('a page is compared in many steps, so that none of them keeps it waiting', () => {
  const { candidates } = recorded('Lamp');
  const steps = [...judgeLocators(recorded('Lamp'), page)];
  expect(steps.length).toBeGreaterThan(candidates.length + traitNames.length);
});
