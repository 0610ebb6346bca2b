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

const kept = async (): Promise<string[]> => Object.keys(await browser.storage.session.get(null)).toSorted();

test('it leaves room in memory for what is private; what is too large keeps nothing smaller out', async () => {
  await unstored.keep([captured('a', 1, 'page', 3_000_000)], null);
  await unstored.keep([captured('b', 2, 'page', 3_000_000), captured('c', 3)], null);
  expect(await kept()).toEqual(['unstored:a', 'unstored:c']);
  // What is sent again takes no more room than once.
  const from = { tabId: 7, frameId: 0 };
  await unstored.keep([captured('a', 1, 'page', 3_000_000), captured('d', 4, 'page', 1_900_000)], from);
  expect(await taken()).toEqual([
    ['a', from],
    ['c', null],
    ['d', from],
  ]);
});

test('room is counted as the browser does: in bytes, also of other scripts, and of what is private none', async () => {
  await browser.storage.session.set({ 'private s': 'x'.repeat(4_000_000) });
  const many = { ...captured('a', 1), weight: 'あ'.repeat(1_700_000) } as CapturedInteraction;
  await unstored.keep([many, captured('b', 2, 'page', 4_000_000)], null);
  expect(await kept()).toEqual(['private s', 'unstored:b']);
  expect(typeof (await browser.storage.session.get('unstored:b'))['unstored:b']).toBe('string');
});

test('two that are kept at once do not both take the same room', async () => {
  await Promise.all(['a', 'b'].map((id) => unstored.keep([captured(id, 1, 'page', 3_000_000)], null)));
  expect(await kept()).toEqual(['unstored:a']);
});

test('what is forgotten while everything is being handed over does not come back', async () => {
  await unstored.keep([captured('a', 1), captured('b', 2), captured('c', 3)], null);
  const stored = new Set<string>();
  let forgotten: Promise<void> | undefined;
  await unstored.take({
    async add([one]) {
      // The page tells while the first of it is on its way into the store, and what is there is removed afterwards.
      forgotten ??= unstored.forgetPage({ pageId: 'page', since: 0 }).then(() => stored.clear());
      await new Promise((resolve) => setTimeout(resolve, 5));
      stored.add(one?.id ?? '');
    },
    settle: async () => undefined,
  });
  await forgotten;
  expect([[...stored], await kept()]).toEqual([[], []]);
});

test('a state whose interaction comes while others are handed over waits for it', async () => {
  await unstored.keepState('b', settled);
  await unstored.keep([captured('a', 1)], null);
  let coming: Promise<void> | undefined;
  const settledOnes: string[] = [];
  await unstored.take({
    add: async () => void (coming ??= unstored.keep([captured('b', 2)], null)),
    settle: async (id) => void settledOnes.push(id),
  });
  await coming;
  expect([settledOnes, await taken()]).toEqual([[], [['b', null], 'state of b']]);
});
