import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { nextTryAt } from './backoff.ts';

const HOUR_MS = 60 * 60 * 1000;
const shares = Array.from({ length: 1_000 }, (_, index) => index / 1_000);

test('F25: however often it has failed, the next try is never more than an hour away, nor at once', () => {
  for (const attempts of [0, 1, 5, 20, 1_000, 100_000]) {
    for (const random of [0, 0.5, 0.999]) {
      const wait = nextTryAt(0, attempts, random);
      expect(wait).toBeGreaterThanOrEqual(2_500);
      expect(wait).toBeLessThanOrEqual(HOUR_MS);
    }
  }
});

test('a thousand devices that have failed for weeks come back spread over the hour', () => {
  const perMinute = new Map<number, number>();
  for (const random of shares) {
    const minute = Math.floor(nextTryAt(0, 500, random) / 60_000);
    perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
  }
  expect(Math.max(...perMinute.values())).toBeLessThan(20);
});

test('R7.6: a thousand devices that were sent away for 15 minutes come back none early, and not together', () => {
  const waits = shares.map((random) => nextTryAt(0, 0, random, 15 * 60_000));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(15 * 60_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(19 * 60_000);
  const perSecond = new Map<number, number>();
  for (const wait of waits) {
    const second = Math.floor(wait / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.values())).toBeLessThan(10);
});

test('no server can send a device away for longer than it may', () => {
  expect(nextTryAt(0, 0, 0.9, 365 * 24 * HOUR_MS)).toBe(limits.maxRetryAfterMs);
});
