import { expect, test } from 'vitest';
import { browser } from 'wxt/browser';
import { LEFT_BEHIND } from './leave-behind.ts';
import { takeLeftBehind } from './left-behind.ts';

const interaction = {
  id: '01890000-0000-7000-8000-000000000001',
  sessionId: '01890000-0000-7000-8000-000000000009',
  pageId: '01890000-0000-7000-8000-000000000008',
  sequence: 0,
  domEpoch: 0,
  action: { type: 'key', at: 1, isTrusted: true, key: 'Enter', modifiers: [] },
  locators: { absent: 'none' },
  context: { absent: 'none' },
};

test('what a page left behind is handed over once, without what cannot be read', async () => {
  await browser.storage.local.set({
    [`${LEFT_BEHIND}page:0`]: [{ action: 'of another version' }, interaction],
    other: 1,
  });
  const taken: unknown[] = [];
  await takeLeftBehind(async (batch) => void taken.push(...batch));
  await takeLeftBehind(async (batch) => void taken.push(...batch));
  expect(taken).toEqual([interaction]);
  expect(await browser.storage.local.get(null)).toEqual({ other: 1 });
});
