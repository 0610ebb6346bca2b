import { expect, test } from 'vitest';
import { builtInScenarios } from './library.ts';
import { scenario } from './scenario.ts';

test('every built-in task fits the schema, and no id is used twice', () => {
  for (const one of builtInScenarios) expect(scenario.safeParse(one).error).toBeUndefined();
  expect(new Set(builtInScenarios.map(({ id }) => id)).size).toBe(builtInScenarios.length);
  for (const { criteria } of builtInScenarios) expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
});

test('there is a task of each difficulty, and harder ones ask for more', () => {
  expect(builtInScenarios.map(({ difficulty }) => difficulty)).toEqual(['simple', 'medium', 'complex']);
  const sizes = builtInScenarios.map(({ expectedSteps }) => expectedSteps.length);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
});
