import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatShare } from './format-number.ts';
import { formatMoment, formatSpan, formatStopwatch, isoDuration } from './format-time.ts';
import { readingLocale } from './reading-locale.ts';

test('numbers follow the reader’s own kind of the interface’s language', () => {
  expect(readingLocale('en', ['de-DE', 'en-IN', 'en-US'])).toBe('en-IN');
  expect(readingLocale('en', ['de-DE'])).toBe('en');
  expect(readingLocale('en', ['eng', 'en'])).toBe('en');
});

test('thousands are marked', () => {
  expect(formatCount(12_345, 'en-GB')).toBe('12,345');
});

test('a share says 100% only when nothing is missing', () => {
  expect(formatShare(0.999, 'en')).toBe('99%');
  expect(formatShare(1, 'en')).toBe('100%');
  expect(formatShare(0.29, 'en')).toBe('29%');
});

test('sizes are shown in the unit that needs fewest digits', () => {
  expect(formatBytes(0, 'en')).toBe('0 bytes');
  expect(formatBytes(999, 'en')).toBe('999 bytes');
  expect(formatBytes(1_440_000, 'en')).toBe('1.4 MB');
  expect(formatBytes(999_600, 'en')).toBe('1 MB');
  expect(formatBytes(23_456_789, 'en')).toBe('23 MB');
  expect(formatBytes(5e12, 'en')).toBe('5,000 GB');
});

test('the stopwatch shows hours only when there are any, and never goes below zero', () => {
  expect(formatStopwatch(245_999)).toBe('4:05');
  expect(formatStopwatch(3_729_000)).toBe('1:02:09');
  expect(formatStopwatch(-5)).toBe('0:00');
  expect(isoDuration(3_729_000)).toBe('PT1H2M9S');
});

test('a span is told in the one unit that fits, without ever saying “60 min” or “24 hr”', () => {
  expect(formatSpan(40_000, 'en')).toBe('40 sec');
  expect(formatSpan(720_000, 'en')).toBe('12 min');
  expect(formatSpan(3_580_000, 'en')).toBe('1 hr');
  expect(formatSpan(86_000_000, 'en')).toBe('1 day');
  expect(formatSpan(260_000_000, 'en')).toBe('3 days');
});

test('a moment has its day and its time', () => {
  const at = new Date(2026, 10, 21, 14, 5).getTime();
  expect(formatMoment(at, 'en-GB')).toBe('21 Nov 2026, 14:05');
});
