import { expect, test } from 'vitest';
import type { Interaction } from '../../shared/interactions/interaction.ts';
import { goldenShopping } from '../../shared/recordings/golden-shopping.ts';
import { fitLimits, fitLines } from './fit-limits.ts';

const interactions = goldenShopping().interactions.map((one, index) => ({
  ...one,
  context: 'page' in one.context ? { ...one.context, snapshot: 'x'.repeat(9_000 + 100 * index) } : one.context,
}));
const plenty = { maxInteractions: 1_000, maxLineBytes: 1_000_000, maxEntryBytes: 100_000_000 };
const bytes = (all: readonly Interaction[]): number => all.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
const isLean = ({ context }: Interaction): boolean => 'absent' in context;
const ownNavigation = (one: Interaction, index: number): Interaction => ({
  ...one,
  id: `own ${index}`,
  action: {
    type: 'navigation',
    at: one.action.at,
    isTrusted: true,
    fromUrl: null,
    toUrl: 'https://shop.example/#x',
    scope: 'same-document',
    cause: 'script',
  },
});

test('a session within the limits stays as it is', () => {
  expect(fitLimits(interactions, plenty)).toEqual(interactions);
});

test('a page that changes its address all the time pushes nothing out that a person did', () => {
  const byPerson = interactions.filter(({ action }) => action.type !== 'navigation');
  const flooded = byPerson.flatMap((one, index) => [one, ownNavigation(one, index), ownNavigation(one, -index)]);
  const kept = fitLimits(flooded, { ...plenty, maxInteractions: byPerson.length + 3 });
  expect(kept).toHaveLength(byPerson.length + 3);
  expect(kept.filter(({ id }) => !id.startsWith('own'))).toEqual(byPerson);
});

test('a page that changes its address all the time never makes more of it than one step can stand for', () => {
  const [first] = interactions;
  const flood = Array.from({ length: 4_100 }, (_, index) => first && ownNavigation(first, index));
  expect(fitLimits(flood.filter((one) => one !== undefined))).toHaveLength(4_000);
});

test('too many interactions lose the last ones', () => {
  expect(fitLimits(interactions, { ...plenty, maxInteractions: 7 })).toEqual(interactions.slice(0, 7));
});

test('too much text costs the largest contexts, and no interaction', () => {
  const maxEntryBytes = bytes(interactions) + 4_096 * interactions.length; // 0.75 of it is too little
  const kept = fitLimits(interactions, { ...plenty, maxEntryBytes });
  expect(kept.map(({ id }) => id)).toEqual(interactions.map(({ id }) => id));
  expect(bytes(kept)).toBeLessThan(maxEntryBytes * 0.75);
  expect(kept.filter(isLean).length).toBeGreaterThan(0);
  expect(kept.filter(isLean).length).toBeLessThan(interactions.length);
});

test('a line that is too long by itself loses its context', () => {
  const longest = Math.max(...interactions.map((one) => JSON.stringify(one).length));
  const kept = fitLimits(interactions, { ...plenty, maxLineBytes: longest + 4_095 });
  expect(kept.filter(isLean).length).toBeGreaterThan(0);
});

test('lines are taken from the first on until the file is full', () => {
  expect(fitLines(['aé\n', 'b\n', 'c\n'], 6)).toEqual(['aé\n', 'b\n']);
});
