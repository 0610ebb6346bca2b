import { expect, test } from 'vitest';
import { text } from '../text.ts';
import { gapWords, unwantedGaps } from './gap-words.ts';

const at = (hour: number): number => new Date(2026, 0, 2, hour, 30).getTime();

test('a gap is told with its beginning, its end and its reason; one that goes on lasts until now', () => {
  const words = gapWords({ from: at(8), to: at(9), reason: 'browser-stopped' }, at(20));
  expect(words).toMatch(/8:30.*9:30/);
  expect(words).toContain(text.gap.reason['browser-stopped']);
  expect(gapWords({ from: at(8), to: null, reason: 'storage-full' }, at(10))).toMatch(/8:30.*10:30/);
});

test('what the participant or her rules wanted, and what is not over, is not called a gap', () => {
  const gaps = (['participant', 'sensitive-page', 'not-chosen', 'browser-stopped', 'storage-full'] as const).map(
    (reason) => ({ from: 1, to: 2, reason }),
  );
  expect(unwantedGaps(gaps).map(({ reason }) => reason)).toEqual(['browser-stopped', 'storage-full']);
  expect(unwantedGaps([{ from: 1, to: null, reason: 'storage-full' }])).toEqual([]);
});
