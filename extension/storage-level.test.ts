import { expect, test } from 'vitest';
import { isDiskFull, isOutOfRoom, isStoreFailing, standardBudget, storageRoom } from './storage-level.ts';

const MB = 1_000_000;
const levelAt = (usedMb: number, budgetMb: number | null, quotaMb = 10_000): string =>
  storageRoom({ usageBytes: usedMb * MB, quotaBytes: quotaMb * MB }, budgetMb === null ? null : budgetMb * MB).level;

test('pictures give way first in number, then in size, and only then recording stops', () => {
  expect([0, 69, 70, 84, 85, 94, 95, 300].map((used) => levelAt(used, 100))).toEqual([
    'normal',
    'normal',
    'fewer',
    'fewer',
    'smaller',
    'smaller',
    'full',
    'full',
  ]);
});

test('more use never means a lower level, for any budget and quota', () => {
  const order = ['normal', 'fewer', 'smaller', 'full'];
  for (const budget of [null, 20, 500, 50_000])
    for (const quota of [200, 1_000, 60_000]) {
      const levels = Array.from({ length: 200 }, (_, each) =>
        order.indexOf(levelAt((each * quota) / 150, budget, quota)),
      );
      expect(levels).toEqual(levels.toSorted((a, b) => a - b));
      expect([levels[0], levels.at(-1)]).toEqual([0, 3]);
    }
});

test('whatever is allowed, a tenth of what the browser gives stays free for packing and for interactions', () => {
  const room = storageRoom({ usageBytes: 0, quotaBytes: 100 * MB }, 5_000 * MB);
  expect(room.allowedBytes).toBe(90 * MB);
});

test('the standard is a fifth of what the browser gives, and never more than five gigabytes', () => {
  expect(standardBudget(10_000 * MB)).toBe(2_000 * MB);
  expect(standardBudget(900_000 * MB)).toBe(5_000 * MB);
  expect(levelAt(1_399, null)).toBe('normal');
  expect(levelAt(1_900, null)).toBe('full');
});

test('a disk that others fill holds recording back, however little it takes itself', () => {
  expect([101, 100, 61, 60, 31, 30, 0].map((left) => levelAt(1, 5_000, left + 1))).toEqual([
    'normal',
    'fewer',
    'fewer',
    'smaller',
    'smaller',
    'full',
    'full',
  ]);
});

test('a browser that gives nothing at all is full', () => {
  expect(levelAt(0, null, 0)).toBe('full');
});

test('want of room is known in the forms in which browsers and Dexie tell it', () => {
  const quota = Object.assign(new Error('x'), { name: 'QuotaExceededError' });
  expect(isOutOfRoom(quota)).toBe(true);
  expect(isOutOfRoom(Object.assign(new Error('Transaction aborted'), { name: 'AbortError', inner: quota }))).toBe(true);
  expect(isOutOfRoom(new Error('QuotaExceededError: Encountered full disk while opening backing store'))).toBe(true);
  expect(isOutOfRoom(new Error('The picture is missing.'))).toBe(false);
  expect(isOutOfRoom('QuotaExceededError')).toBe(false);
});

test('a database that does not open is known as a store that fails, and a page’s own failure is not', () => {
  const closed = 'UnknownError Internal error opening backing store for indexedDB.open.';
  expect(isStoreFailing(Object.assign(new Error(closed), { name: 'DatabaseClosedError' }))).toBe(true);
  expect(isStoreFailing(Object.assign(new Error('x'), { name: 'QuotaExceededError' }))).toBe(true);
  expect(isStoreFailing(new Error('the page was closed'))).toBe(false);
});

test('a disk is full before its last byte is taken, whoever took it', () => {
  const full = (usedMb: number, quotaMb: number) => isDiskFull({ usageBytes: usedMb * MB, quotaBytes: quotaMb * MB });
  expect([full(1, 12), full(1, 10), full(0, 0), full(4_000, 4_100)]).toEqual([false, true, true, false]);
});
