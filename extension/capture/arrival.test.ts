import { expect, test } from 'vitest';
import { arrivalOf } from './arrival.ts';

const fresh = { recordedBefore: false, sawPause: false, loadedAt: 200, startedAt: 100, isVisible: true };

test('a document that loads while it is recorded is seen to load, in the background too', () => {
  expect(arrivalOf(fresh)).toBe('loaded');
  expect(arrivalOf({ ...fresh, isVisible: false })).toBe('loaded');
});

test('a document that was open before the recording, or has been recorded, is known', () => {
  expect(arrivalOf({ ...fresh, loadedAt: 50 })).toBe('known');
  expect(arrivalOf({ ...fresh, recordedBefore: true })).toBe('known');
  expect(arrivalOf({ ...fresh, recordedBefore: true, sawPause: true })).toBe('known');
});

test('a document that loaded in a pause is found where it is seen, and left alone in the background', () => {
  expect(arrivalOf({ ...fresh, sawPause: true })).toBe('found');
  expect(arrivalOf({ ...fresh, sawPause: true, isVisible: false })).toBe('known');
});
