import { beforeEach, expect, test } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';
import { unstored } from './unstored.ts';

beforeEach(() => fakeBrowser.reset());

const captured = (id: string, at: number, pageId = 'page', weight = 0): CapturedInteraction =>
  ({ id, pageId, action: { type: 'key', at }, weight: 'x'.repeat(weight) }) as unknown as CapturedInteraction; // nothing else is looked at here
const settled = { settleMs: 5 } as State;

async function taken(): Promise<unknown[]> {
  const all: unknown[] = [];
  await unstored.take({
    add: async (batch, from) => void all.push([...batch.map(({ id }) => id), from]),
    settle: async (id) => void all.push(`state of ${id}`),
  });
  return all;
}

test('F7: what could not be stored is handed over once, in order, with the tab that it is of', async () => {
  await unstored.keepState('b', settled);
  await unstored.keep([captured('b', 2)], { tabId: 7, frameId: 1 });
  // The page sends all of it again.
  await unstored.keep([captured('a', 1), captured('b', 2)], { tabId: 7, frameId: 0 });
  expect(await taken()).toEqual([['a', { tabId: 7, frameId: 0 }], ['b', { tabId: 7, frameId: 0 }], 'state of b']);
  expect(await taken()).toEqual([]);
});

test('F7: what still finds no room stays', async () => {
  await unstored.keep([captured('a', 1), captured('b', 2)], null);
  const full = async (batch: CapturedInteraction[]): Promise<void> => {
    if (batch.some(({ id }) => id === 'b')) throw new Error('full');
  };
  await expect(unstored.take({ add: full, settle: full as never })).rejects.toThrow('full');
  expect(await taken()).toEqual([['b', null]]);
});

test('what was done on a page that turns out to be private is forgotten, and nothing else', async () => {
  await unstored.keep([captured('a', 1), captured('b', 2), captured('c', 3, 'other')], null);
  await unstored.keepState('b', settled);
  await unstored.forgetPage({ pageId: 'page', since: 2 });
  expect(await taken()).toEqual([
    ['a', null],
    ['c', null],
  ]);
});

test('it leaves room in memory for what is private', async () => {
  await unstored.keep([captured('a', 1, 'page', 4_000_000)], null);
  await unstored.keep([captured('b', 2, 'page', 4_000_000)], null);
  expect(Object.keys(await browser.storage.session.get(null))).toEqual(['unstored:a']);
});
