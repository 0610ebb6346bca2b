import { expect, test } from 'vitest';
import type { Fingerprint, Locator } from '../interactions/locators.ts';
import type { PageFacts } from './page-facts.ts';
import { factsOf, resolve } from './resolve.ts';

const made = (change: Partial<Fingerprint> = {}): Fingerprint => ({
  tag: 'button',
  role: 'button',
  name: 'Add to cart',
  text: 'Add to cart',
  attributes: {},
  classes: ['buy'],
  landmark: 'main',
  heading: null,
  neighbours: [],
  index: 0,
  box: { x: 0, y: 0, width: 100, height: 40 },
  surroundings: { path: ['div.row', 'main'], group: null, column: null, item: null, order: 4, look: 17, inner: '' },
  ...change,
});
const card = (n: number): Fingerprint =>
  made({
    heading: `${['Oak', 'Elm', 'Ash', 'Fir', 'Yew', 'Box', 'Bay', 'Fig', 'Nut', 'Pine'][n % 10]} lamp`,
    neighbours: [`£${n}9`],
    attributes: { 'data-sku': `sku-${'abcdefghij'[n % 10]}` },
    index: 0,
  });
const cards = Array.from({ length: 10 }, (_, n) => card(n));

const page = (elements: readonly Fingerprint[], matches: Record<string, number[]> = {}): PageFacts => ({
  elements: elements.map(factsOf),
  match: (selector) => ({ count: matches[selector]?.length ?? 0, ids: matches[selector] ?? [] }),
});
const locator = (selector: string, change: Partial<Locator> = {}): Locator => ({
  kind: 'css',
  selector,
  matches: 1,
  reliability: 0.8,
  record: { tested: 0, found: 0, wrong: 0 },
  ...change,
});

test('an element is found by what it is when every locator fails', () => {
  expect(resolve({ candidates: [locator('#gone')], fingerprint: card(3) }, page(cards))).toMatchObject({ id: 3 });
});

test('a target that changed in some things is found by what stayed and is rare here', () => {
  const changed = cards.map((each) => ({
    ...each,
    classes: ['purchase'],
    name: 'In den Warenkorb',
    text: 'In den Warenkorb',
  }));
  expect(resolve({ candidates: [], fingerprint: card(6) }, page(changed))).toMatchObject({ id: 6 });
});

test('of elements that are alike in everything none is taken', () => {
  const twins = [made(), made(), made({ name: 'Search', text: 'Search', classes: ['find'] })];
  expect(resolve({ candidates: [], fingerprint: made() }, page(twins))).toMatchObject({
    id: null,
    reason: 'not sure enough',
  });
});

test('a locator decides between elements that are alike otherwise', () => {
  const twins = [made(), made({ index: 1 })];
  const candidates = [locator('#a', { kind: 'item' }), locator('[name=b]'), locator('test', { kind: 'test-id' })];
  const matches = { '#a': [0], '[name=b]': [0], test: [0] };
  expect(resolve({ candidates, fingerprint: made() }, page(twins, matches))).toMatchObject({ id: 0 });
  expect(resolve({ candidates: [], fingerprint: made() }, page([made(), made()])).id).toBeNull();
});

test('a target that is gone is not found in its neighbours', () => {
  const others = cards.filter((_, n) => n !== 3);
  expect(resolve({ candidates: [], fingerprint: card(3) }, page(others)).id).toBeNull();
});

test('a place that now holds another element does not outvote what the target is', () => {
  const moved = [...cards.slice(1), card(0)];
  const byPlace = [
    locator('nth', { kind: 'nth' }),
    locator('path', { kind: 'css-path' }),
    locator('xpath', { kind: 'xpath' }),
  ];
  const matches = { nth: [3], path: [3], xpath: [3] };
  expect(resolve({ candidates: byPlace, fingerprint: card(3) }, page(moved, matches))).toMatchObject({ id: 2 });
});

test('a locator that was seen to hit the wrong element counts for less than one that never did', () => {
  const twins = [made(), made()];
  const matches = { good: [0], bad: [1] };
  const kind = 'item' as const;
  const bad = locator('bad', { kind, record: { tested: 10, found: 2, wrong: 8 } });
  const good = locator('good', { kind, record: { tested: 30, found: 30, wrong: 0 } });
  const untested = locator('bad', { kind });
  const sure = (candidates: Locator[]): number => {
    const { id, confidence } = resolve({ candidates, fingerprint: made() }, page(twins, matches));
    return id === 0 ? confidence : 0;
  };
  expect(sure([good, bad])).toBeGreaterThan(0.5);
  expect(sure([good, untested])).toBeLessThan(0.5);
});

test('on an empty page nothing is like it', () => {
  expect(resolve({ candidates: [], fingerprint: made() }, page([]))).toEqual({
    id: null,
    reason: 'nothing like it',
    confidence: 1,
  });
});
