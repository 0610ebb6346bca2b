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
  changedAt: 0,
  action: { type: 'key', at: 1, isTrusted: true, key: 'Enter', modifiers: [] },
  locators: { absent: 'none' },
  context: { absent: 'none' },
};

const state = {
  url: { before: 'https://shop.test/', after: 'https://shop.test/' },
  dom: { added: 0, removed: 0, attributes: 0, texts: 0 },
  scroll: { before: { x: 0, y: 0 }, after: { x: 0, y: 0 } },
  focus: { before: null, after: null },
  dialogs: { opened: [], closed: [] },
  cart: null,
  announcements: [],
  validation: [],
  settleMs: 0,
  settled: false,
};
const settled = { interactionId: interaction.id, state };

test('what a page left behind is handed over once, without what cannot be read', async () => {
  await browser.storage.local.set({
    [`${LEFT_BEHIND}2`]: {
      interactions: [{ action: 'of another version' }, interaction],
      states: [settled, { state }],
    },
    [`${LEFT_BEHIND}1`]: [interaction],
    other: 1,
  });
  const taken: unknown[] = [];
  const taker = {
    add: async (batch: unknown[]) => void taken.push(...batch),
    settle: async (...left: unknown[]) => void taken.push(left),
  };
  await takeLeftBehind(taker);
  await takeLeftBehind(taker);
  expect(taken).toEqual([interaction, [interaction.id, state]]);
  expect(await browser.storage.local.get(null)).toEqual({ other: 1 });
});
