import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { failingWrites, outOfRoom, type FailingWrites } from '../store/failing-writes.ts';
import { addInteractions } from '../store/interactions.ts';
import { sampleSessionRow } from '../store/sample-session-row.ts';
import { addSession } from '../store/sessions.ts';
import { keepBounds } from './keep-bounds.ts';

const session = sampleSessionRow();
const PAGE = '01890000-0000-7000-8000-00000000000b';
const TOP = { tabId: 7, frameId: 0, windowId: 1, incognito: false };
const PRIVATE = { sessionId: session.id, pageId: PAGE, reason: 'payment', since: 200, at: 300 } as const;
let opened = 0;
let database: Database;
let writes: FailingWrites;

beforeEach(async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['Date'], now: 300 });
  database = openDatabase(`keep-bounds-${opened++}`);
  writes = failingWrites(database, outOfRoom());
  await addSession(database, session);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

// Nothing else of an interaction is looked at here.
const one = (at: number): CapturedInteraction =>
  ({ id: `at ${at}`, pageId: PAGE, sessionId: session.id, action: { type: 'key', at } }) as never;
const stored = async (): Promise<number[]> => (await database.interactions.toArray()).map(({ at }) => at);

test('what a full disk keeps of a page that turned private is removed in a later round, and nothing that it did after', async () => {
  await addInteractions(database, [one(100), one(200), one(300)], TOP);
  writes.failFrom(1);
  await expect(keepBounds(database).pageRests(PRIVATE, TOP)).rejects.toThrow('quota');
  await expect(keepBounds(database).removeOwed()).rejects.toThrow('quota');
  writes.failFrom(0);
  // The page has become one that is recorded again.
  await addInteractions(database, [one(400)], TOP);
  // As in a service worker that was started anew.
  await keepBounds(database).removeOwed();
  expect(await stored()).toEqual([100, 400]);
  expect(Object.keys(await browser.storage.session.get(null))).toEqual(['restingTabs']);
});

test('a page that turns private while the store fails lets nothing of its frames in', async () => {
  writes.failFrom(1);
  const bounds = keepBounds(database);
  await addInteractions(database, [], TOP);
  await expect(bounds.pageRests(PRIVATE, TOP)).rejects.toThrow('quota');
  expect(await bounds.withinBounds([one(150), one(250)], { tabId: 7, frameId: 3 })).toMatchObject([{ id: 'at 150' }]);
});

test('what is removed at once is owed to nobody, also where memory cannot take a note of it', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await addInteractions(database, [one(100), one(200)], TOP);
  const refuse: never = (() => Promise.reject(new Error('no memory'))) as never;
  vi.spyOn(browser.storage.session, 'set').mockImplementation(refuse);
  await keepBounds(database).pageRests(PRIVATE, TOP);
  expect([await stored(), reported.mock.calls.length]).toEqual([[100], 2]);
  vi.restoreAllMocks();
  await keepBounds(database).pageRests(PRIVATE, TOP);
  expect(Object.keys(await browser.storage.session.get(null))).toEqual(['restingTabs']);
});

test('a page that has told that it rests before the browser tells of its document goes on resting, until there is another one', async () => {
  const bounds = keepBounds(database);
  await bounds.pageRests(PRIVATE, { ...TOP, documentId: 'this one' });
  const pauses = async () => (await database.sessions.get(session.id))?.pauses;
  await bounds.newDocument({ tabId: TOP.tabId, at: 329 }, 'this one');
  expect(await pauses()).toMatchObject([{ from: 300, to: null }]);
  expect(await bounds.withinBounds([one(350)], { tabId: TOP.tabId, frameId: 3 })).toEqual([]);
  await bounds.newDocument({ tabId: TOP.tabId, at: 900 }, 'another one');
  expect(await pauses()).toMatchObject([{ from: 300, to: 900 }]);
  expect(await bounds.withinBounds([one(950)], { tabId: TOP.tabId, frameId: 3 })).toHaveLength(1);
});

test('where browsers name no documents, another one ends what the one before rested on', async () => {
  const bounds = keepBounds(database);
  await bounds.pageRests(PRIVATE, TOP);
  await bounds.newDocument({ tabId: TOP.tabId, at: 900 }, undefined);
  expect((await database.sessions.get(session.id))?.pauses).toMatchObject([{ from: 300, to: 900 }]);
});
