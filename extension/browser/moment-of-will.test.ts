import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Consent } from '../../shared/session/consent.ts';
import { momentOfWill } from './moment-of-will.ts';
import { writeStored } from './stored.ts';

const AHEAD = Date.UTC(2027, 3, 1);
const NOW = Date.UTC(2026, 10, 21);
const consentAt = (grantedAt: number): Consent => ({
  version: '2026-11-01',
  textSha256: 'a'.repeat(64),
  language: 'en',
  grantedAt,
  purposes: ['recording'],
});

beforeEach(() => fakeBrowser.reset());

test('with a clock that is right it is now', async () => {
  expect(await momentOfWill(NOW)).toBe(NOW);
  expect(await momentOfWill(NOW + 5)).toBe(NOW + 5);
});

test('F9, F41: a withdrawal comes after the consent that it takes back, though the clock was months ahead when that was given', async () => {
  await writeStored('consent', consentAt(AHEAD));
  expect(await momentOfWill(NOW)).toBe(AHEAD + 1);
});

test('what is agreed to after a withdrawal is later than it, whatever the clock says, and however often that happens', async () => {
  await writeStored('withdrawnAt', AHEAD);
  const moments = [await momentOfWill(NOW), await momentOfWill(NOW), await momentOfWill(NOW + 1)];
  expect(moments).toEqual([AHEAD + 1, AHEAD + 2, AHEAD + 3]);
});

test('a withdrawal of one purpose, which is kept nowhere else, counts too', async () => {
  await writeStored('consent', consentAt(NOW));
  expect(await momentOfWill(AHEAD)).toBe(AHEAD);
  expect(await momentOfWill(NOW)).toBe(AHEAD + 1);
});
