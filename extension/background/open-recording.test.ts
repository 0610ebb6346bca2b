import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { OwnDetails } from '../../shared/privacy/own-details.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';
import { privateMemory } from '../browser/private-values.ts';
import { readStored, watchStored, writeStored } from '../browser/stored.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { failingWrites, outOfRoom, type FailingWrites } from '../store/failing-writes.ts';
import { putOwnDetails } from '../store/own-details.ts';
import { sampleSessionRow } from '../store/sample-session-row.ts';
import { addSession, findCurrentSession } from '../store/sessions.ts';
import { openRecording } from './open-recording.ts';
import { learnOwnDetails, privateValuesOf } from './private-values-of.ts';

const details: OwnDetails = { names: ['Oswin Larch'], emails: [], phones: [], addresses: [] };
let opened = 0;
let database: Database;
let writes: FailingWrites;

beforeEach(async () => {
  fakeBrowser.reset();
  const estimate = async () => ({ usage: 1, quota: 10_000_000_000 });
  vi.stubGlobal('navigator', { storage: { estimate }, locks: navigator.locks });
  // What this browser is made of, and its toolbar, are not looked at here.
  vi.spyOn(browser.permissions, 'getAll').mockReturnValue(Promise.resolve({}) as never);
  vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ version: '0', manifest_version: 3, name: 'c' });
  vi.spyOn(browser.action, 'setIcon').mockReturnValue(Promise.resolve() as never);
  database = openDatabase(`open-recording-${opened++}`);
  writes = failingWrites(database, outOfRoom());
  await putOwnDetails(database, details);
  await writeStored('consent', sampleConsent);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** As one start of the service worker has it. */
function recording() {
  const privateValues = privateValuesOf(database);
  // Nothing is narrated here.
  return openRecording(database, undefined as never, (id) => learnOwnDetails(database, privateValues, id));
}

/** What was known of the participant at each moment at which pages were told of a session. */
function watchTelling(): string[][] {
  const known: string[][] = [];
  watchStored('recording', (told) => {
    if (told === null) return;
    void privateMemory.read(told.sessionId).then((values) => known.push(values.map(({ value }) => value)));
  });
  return known;
}

test('pages are told of a session once it knows the participant', async () => {
  const known = watchTelling();
  const sessionId = await recording().start(null);
  expect((await readStored('recording'))?.sessionId).toBe(sessionId);
  await vi.waitFor(() => expect(known).toEqual([['Oswin Larch']]));
});

test('a session that can neither be told of the participant nor taken back is told of only once it knows her', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const known = watchTelling();
  const one = recording();
  // The session's row still finds room, nothing after it does.
  writes.failFrom(2);
  await expect(one.start(null)).rejects.toThrow('quota');
  expect(reported).toHaveBeenCalledWith(expect.stringContaining('could not begin'));
  expect([await database.sessions.count(), await readStored('recording')]).toEqual([1, null]);
  writes.failFrom(0);
  await one.publish();
  await vi.waitFor(() => expect(known).toEqual([['Oswin Larch']]));
});

test('a session whose own details cannot be read is taken back at once, and is not counted as lost', async () => {
  await database.ownDetails.toCollection().modify({ sealed: new Uint8Array(40) });
  const one = recording();
  await expect(one.start(null)).rejects.toThrow();
  expect([await database.sessions.count(), await findCurrentSession(database)]).toEqual([0, undefined]);
  await one.publish();
  expect([await readStored('recording'), await readStored('lostSessions')]).toEqual([null, null]);
});

test('a session whose beginning was broken off learns of the participant before any page is told of it', async () => {
  const known = watchTelling();
  const session = sampleSessionRow();
  await addSession(database, session);
  await recording().publish();
  expect((await readStored('recording'))?.sessionId).toBe(session.id);
  await vi.waitFor(() => expect(known).toEqual([['Oswin Larch']]));
});

test('a session that cannot learn of the participant afterwards either is not told of', async () => {
  await addSession(database, sampleSessionRow());
  await database.ownDetails.toCollection().modify({ sealed: new Uint8Array(40) });
  await expect(recording().publish()).rejects.toThrow();
  expect(await readStored('recording')).toBeNull();
});

test('a session that pages know of is not told of the participant again', async () => {
  const one = recording();
  await privateMemory.forget([await one.start(null)]);
  const read = vi.spyOn(crypto.subtle, 'decrypt');
  await one.pause();
  await one.resume();
  expect(read).not.toHaveBeenCalled();
});

test('F7: on a disk that takes nothing the toolbar tells of a removal that made room, which fails for nothing else', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const one = recording();
  await addSession(database, sampleSessionRow({ phase: 'reviewing' }));
  await one.publish();
  expect(await browser.action.getBadgeText({})).toBe('1');
  await database.sessions.clear();
  const refuse: never = (() => Promise.reject(new Error('no room'))) as never;
  vi.spyOn(browser.storage.local, 'set').mockImplementation(refuse);
  await one.publish();
  expect(await browser.action.getBadgeText({})).toBe('');
  expect(reported).toHaveBeenCalledWith(expect.stringContaining('no room'));
});
