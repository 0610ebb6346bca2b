import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { readStored, writeStored } from '../browser/stored.ts';
import { openDatabase, type Database, type SessionRow } from '../store/database.ts';
import { failingWrites, outOfRoom } from '../store/failing-writes.ts';
import { giveSignOfLife, recoverSessions } from './recover-sessions.ts';

const MINUTE = 60_000;
let database: Database;
let opened = 0;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 10 * MINUTE });
  await browser.storage.session.clear();
  await writeStored('aliveAt', null);
  database = await openWith(`recover-${opened++}`);
});
afterEach(() => void vi.useRealTimers());

async function openWith(name: string): Promise<Database> {
  const filled = openDatabase(name);
  // Of the row only what recovering looks at is asked for.
  await filled.sessions.put({
    id: 's',
    phase: 'recording',
    startedAt: MINUTE,
    endedAt: null,
    pauses: [],
  } as unknown as SessionRow);
  return filled;
}

const gaps = async () => (await database.sessions.get('s'))?.pauses;

test('the first round after a start of the browser tells the gap; later ones and a restarted worker tell none', async () => {
  await writeStored('aliveAt', 4 * MINUTE);
  await recoverSessions(database);
  const told = [{ from: 4 * MINUTE, to: 10 * MINUTE, reason: 'browser-stopped' }];
  expect(await gaps()).toEqual(told);
  vi.setSystemTime(20 * MINUTE);
  await recoverSessions(database);
  expect(await gaps()).toEqual(told);
  // What a browser that ends takes along.
  await browser.storage.session.clear();
  await recoverSessions(database);
  expect(await gaps()).toMatchObject([{ from: 4 * MINUTE, to: 20 * MINUTE }]);
});

test('a sign of life is given only once the gap before it has been told', async () => {
  await writeStored('aliveAt', 4 * MINUTE);
  const full = openDatabase('recover-full');
  const writes = failingWrites(full, outOfRoom());
  await full.sessions.put({
    id: 's',
    phase: 'recording',
    startedAt: MINUTE,
    endedAt: null,
    pauses: [],
  } as unknown as SessionRow);
  writes.failFrom(1);
  await expect(recoverSessions(full)).rejects.toThrow(/quota/);
  await giveSignOfLife(full);
  expect(await readStored('aliveAt')).toBe(4 * MINUTE);
  writes.failFrom(0);
  await recoverSessions(full);
  await giveSignOfLife(full);
  expect(await readStored('aliveAt')).toBe(10 * MINUTE);
  expect((await full.sessions.get('s'))?.pauses).toMatchObject([{ from: 4 * MINUTE, to: 10 * MINUTE }]);
});

test('without anything that is recorded there is no sign of life to give', async () => {
  await recoverSessions(database);
  await database.sessions.update('s', { phase: 'paused' });
  await giveSignOfLife(database);
  expect(await readStored('aliveAt')).toBeNull();
});
