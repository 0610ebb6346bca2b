import { expect, test } from 'vitest';
import type { Locator } from '../interactions/locators.ts';
import { withRecord } from './retest.ts';

const locator = (selector: string, reliability: number): Locator => ({
  kind: 'css',
  selector,
  matches: 1,
  reliability,
  record: { tested: 0, found: 0, wrong: 0 },
});

test('each locator carries how often it was tested, found its target and hit another element (R3.4)', () => {
  const records = withRecord(
    [locator('a', 0.8), locator('b', 0.7)],
    [
      { key: '1', outcomes: ['found', 'missing'] },
      { key: '2', outcomes: ['found', 'found'] },
    ],
  );
  expect(records.map(({ selector, record }) => [selector, record])).toEqual([
    ['a', { tested: 2, found: 2, wrong: 0 }],
    ['b', { tested: 2, found: 1, wrong: 0 }],
  ]);
  expect(records[0]?.reliability).toBeCloseTo((0.8 * 4 + 2) / 6, 2);
});

test('a locator that ever hit the wrong element comes last', () => {
  const tests = [
    { key: '1', outcomes: ['wrong', 'missing'] as const },
    ...Array.from({ length: 9 }, (_, n) => ({ key: `${n + 2}`, outcomes: ['found', 'missing'] as const })),
  ];
  const records = withRecord(
    [locator('risky', 0.95), locator('weak', 0.2)],
    tests.map(({ key, outcomes }) => ({ key, outcomes: [...outcomes] })),
  );
  expect(records.map(({ selector }) => selector)).toEqual(['weak', 'risky']);
});

test('without a test a locator stays as it was recorded', () => {
  expect(withRecord([locator('a', 0.85)], [])).toEqual([locator('a', 0.85)]);
});
