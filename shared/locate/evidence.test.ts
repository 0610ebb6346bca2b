import { expect, test } from 'vitest';
import type { Surroundings } from '../interactions/locators.ts';
import { gatherEvidence } from './evidence.ts';
import type { ElementFacts } from './page-facts.ts';

const around = (name: string, index: number): Surroundings => ({
  path: ['li', 'ul', 'main'],
  group: null,
  column: null,
  item: { text: `${name} lamp Add`, keys: `/p/${name.toLowerCase()}`, index },
  order: index,
  look: 7,
  inner: '',
});
const add = (name: string, index: number): ElementFacts => ({
  tag: 'button',
  role: 'button',
  name: 'Add',
  text: 'Add',
  attributes: {},
  classes: [],
  landmark: 'main',
  heading: null,
  neighbours: [],
  index: 0,
  size: null,
  surroundings: around(name, index),
});
const lamps = ['Oak', 'Elm', 'Ash', 'Fir'].map(add);
const nothing = { match: () => ({ count: 0, ids: [] }) };

test('an agreement that only one element reaches is rarer than one that all reach', () => {
  const { elements } = gatherEvidence(add('Elm', 1), [], { elements: lamps, ...nothing });
  expect(elements[1]?.agrees.words).toMatchObject({ level: 'same' });
  expect(elements[1]?.agrees.keys?.level).toBe('same');
  expect(elements[0]?.agrees.keys?.level).toBe('other');
  expect(elements[1]?.agrees.keys?.rareBits).toBeGreaterThan(elements[1]?.agrees.words?.rareBits ?? Infinity);
});

test('what neither the target nor the element has says nothing', () => {
  const { elements } = gatherEvidence(add('Elm', 1), [], { elements: lamps, ...nothing });
  expect(elements[0]?.agrees).not.toHaveProperty('heading');
});

test('a page on which nobody has any of the recorded words is a foreign one', () => {
  const foreign = lamps.map((lamp, at): ElementFacts => ({
    ...lamp,
    name: 'Hinzu',
    text: 'Hinzu',
    surroundings: { ...around('Esche', at), item: { text: `Leuchte ${at}`, keys: '/p/oak', index: at } },
  }));
  expect(gatherEvidence(add('Elm', 1), [], { elements: foreign, ...nothing }).scene).toBe('foreign');
  expect(gatherEvidence(add('Elm', 1), [], { elements: lamps, ...nothing }).scene).toBe('known');
});

test('a locator counts for the element that it matches alone, and is lost when it matches several', () => {
  const record = { tested: 0, found: 0, wrong: 0 };
  const candidates = [
    { kind: 'item', selector: 'one', matches: 1, reliability: 0.8, record } as const,
    { kind: 'css', selector: 'both', matches: 1, reliability: 0.8, record } as const,
  ];
  const match = (selector: string): { count: number; ids: number[] } =>
    selector === 'one' ? { count: 1, ids: [2] } : { count: 2, ids: [0, 1] };
  const { elements, lost, blind } = gatherEvidence(add('Ash', 2), candidates, { elements: lamps, match });
  expect(elements.map(({ hits }) => hits.map(({ kind }) => kind))).toEqual([[], [], ['item'], []]);
  expect({ lost, blind }).toEqual({ lost: ['css'], blind: false });
});
