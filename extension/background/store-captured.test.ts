import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { readStored } from '../browser/stored.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { failingWrites, outOfRoom, type FailingWrites } from '../store/failing-writes.ts';
import { sampleSessionRow } from '../store/sample-session-row.ts';
import { addSession } from '../store/sessions.ts';
import { keepBounds } from './keep-bounds.ts';
import { keepRoom } from './keep-room.ts';
import { storeCaptured } from './store-captured.ts';

const session = sampleSessionRow();
const PAGE = '01890000-0000-7000-8000-00000000000b';
const TOP = { tabId: 7, frameId: 0 };
let opened = 0;
let database: Database;
let writes: FailingWrites;
let paused: number;
/** What was said to the console. */
let reported: string[];

beforeEach(async () => {
  fakeBrowser.reset();
  paused = 0;
  reported = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void reported.push(line));
  disk(async () => 10_000_000_000);
  database = openDatabase(`store-captured-${opened++}`);
  writes = failingWrites(database, outOfRoom());
  await addSession(database, session);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Lets the browser say how large the disk is, which is asked before anything is written. */
const disk = (quota: () => Promise<number>): void =>
  void vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 1, quota: await quota() }) } });

// Nothing else of an interaction is looked at here.
const one = (id: string, at: number): CapturedInteraction =>
  ({ id, pageId: PAGE, sessionId: session.id, action: { type: 'key', at }, context: { absent: 'x' } }) as never;

const refusing = (reason: string): never => (() => Promise.reject(new Error(reason))) as never;

function background() {
  const bounds = keepBounds(database);
  const room = keepRoom(database, { pauseForRoom: async () => void (paused += 1) });
  const turnPrivate = (since: number) =>
    bounds.pageRests(
      { sessionId: session.id, pageId: PAGE, reason: 'payment', since, at: 99 },
      {
        ...TOP,
        windowId: 1,
        incognito: false,
      },
    );
  return { captured: storeCaptured(database, { bounds, room }), turnPrivate };
}

const stored = async (): Promise<string[]> => (await database.interactions.toArray()).map(({ id }) => id);
const kept = async (): Promise<string[]> =>
  Object.keys(await browser.storage.session.get(null)).filter((key) => key.startsWith('unstored'));

test('F7: what finds no room is kept in memory, the page hears so, and recording pauses', async () => {
  const { captured } = background();
  writes.failFrom(1);
  await expect(captured.interactions([one('a', 1)], TOP)).rejects.toThrow('quota');
  await expect(captured.state('a', { settleMs: 1 } as never)).rejects.toThrow('quota');
  expect([await kept(), await stored(), paused]).toEqual([['unstored:a', 'unstored-state:a'], [], 2]);
});

test('F7: where memory takes nothing either, nor the words for it, the page hears the first reason, and recording pauses', async () => {
  const { captured } = background();
  writes.failFrom(1);
  vi.spyOn(browser.storage.session, 'set').mockImplementation(refusing('no memory'));
  vi.spyOn(browser.storage.local, 'set').mockImplementation(refusing('no disk'));
  await expect(captured.interactions([one('a', 1)], TOP)).rejects.toThrow('quota');
  expect([paused, reported.map((line) => line.split(': ').at(-1))]).toEqual([1, ['no memory', 'no disk']]);
});

test('another failure is neither kept nor taken for want of room', async () => {
  const { captured } = background();
  vi.spyOn(database.interactions, 'add').mockImplementation(() => Promise.reject(new Error('a bug')) as never);
  await expect(captured.interactions([one('a', 1)], TOP)).rejects.toThrow('a bug');
  expect([await kept(), paused, await readStored('trouble')]).toEqual([[], 0, null]);
});

test('a page that turns private while what it did finds no room leaves nothing of it in memory', async () => {
  const { captured, turnPrivate } = background();
  // All of that is over between the failure and what is kept because of it.
  let told: Promise<void> | undefined;
  disk(() => (told ??= turnPrivate(2)).then(() => 1));
  await expect(captured.interactions([one('a', 1), one('b', 2)], TOP)).rejects.toThrow('full');
  expect(await kept()).toEqual(['unstored:a']);
});

test('a page that turns private while what it did is being stored leaves nothing of it in the store', async () => {
  const { captured, turnPrivate } = background();
  disk(() => turnPrivate(2).then(() => 10_000_000_000));
  await captured.interactions([one('a', 1), one('b', 2)], TOP);
  expect(await stored()).toEqual(['a']);
  // What is done in the page afterwards is of what it is then.
  disk(async () => 10_000_000_000);
  await captured.interactions([one('c', 3)], TOP);
  expect(await stored()).toEqual(['a', 'c']);
});
