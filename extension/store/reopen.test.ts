import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from './database.ts';

const MIB = 1024 * 1024;
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const noRoom = (): never => {
  throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
};
afterEach(() => {
  vi.restoreAllMocks();
});

test('F7, F8: a store that could not be opened while the disk was full is used again once there is room', async () => {
  const database = openDatabase('full-for-a-moment');
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(noRoom);
  await expect(database.sessions.count()).rejects.toThrow(/backing store/);
  await soon();
  await expect(database.sessions.count()).rejects.toThrow(/backing store/);
  const tries = open.mock.calls.length;
  await soon();
  // It is opened when it is needed, and not again and again.
  expect(open.mock.calls.length).toBe(tries);
  open.mockRestore();
  expect(await database.sessions.count()).toBe(0);
});

test('F7: while there is no room nothing is opened, and after a failure not before there is room to mend it', async () => {
  const room = { bytes: 100 };
  const database = openDatabase('no-room', { roomLeft: async () => room.bytes });
  const open = vi.spyOn(IDBFactory.prototype, 'open');
  await expect(database.sessions.count()).rejects.toThrow(/no room/);
  await soon();
  room.bytes = 8 * MIB;
  await expect(database.sessions.count()).rejects.toThrow(/no room/);
  expect(open).not.toHaveBeenCalled();
  await soon();
  room.bytes = 100 * MIB;
  expect(await Promise.all([database.sessions.count(), database.archives.count()])).toEqual([0, 0]);
  expect(open).toHaveBeenCalledTimes(1);
});

/** Bytes that go to the log. */
function watchWrites(): () => number {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  return () => put.mock.calls.reduce((sum, [value]) => sum + JSON.stringify(value).length, 0);
}

test('F4: after a failure the log, which may end in half a record, is renewed before anything else, and nothing of that stays', async () => {
  const written = watchWrites();
  const database = openDatabase('torn');
  await database.deltas.put({ sessionId: 'one', sha256: 'a', line: '{}' });
  expect(written()).toBeLessThan(1_000);
  database.close({ disableAutoOpen: false });
  expect(await database.deltas.toArray()).toEqual([{ sessionId: 'one', sha256: 'a', line: '{}' }]);
  expect(written()).toBeGreaterThan(4 * MIB);
  const before = written();
  await database.deltas.put({ sessionId: 'one', sha256: 'b', line: '{}' });
  expect(written() - before).toBeLessThan(1_000);
});

test('F4: once in a run of the browser the log is renewed without a failure too, since nobody knows of a power cut', async () => {
  const written = watchWrites();
  const run = { isRenewed: false, room: 8 * MIB };
  const open = () =>
    openDatabase('new-run', {
      isSuspect: async () => !run.isRenewed,
      renewed: async () => void (run.isRenewed = true),
      roomLeft: async () => run.room,
    });
  await open().sessions.count();
  // There is hardly any room: what mends could break.
  expect([run.isRenewed, written()]).toEqual([false, 0]);
  run.room = 100 * MIB;
  const database = open();
  await database.sessions.count();
  expect(run.isRenewed).toBe(true);
  expect(written()).toBeGreaterThan(4 * MIB);
  expect(await database.deltas.count()).toBe(0);
  const before = written();
  await open().sessions.count();
  expect(written()).toBe(before);
});

const deleted = (name: string): Promise<unknown> =>
  new Promise((resolve) => indexedDB.deleteDatabase(name).addEventListener('success', resolve));

test('F6, F8: a store that is taken away while it is being opened is opened again by whoever needs it next', async () => {
  const found = Promise.withResolvers<boolean>();
  let asked = 0;
  const isSuspect = (): Promise<boolean> => (asked++ === 0 ? found.promise : Promise.resolve(false));
  const database = openDatabase('taken-away', { isSuspect });
  const first = database.sessions.count().catch((error: unknown) => String(error));
  await vi.waitFor(() => expect(asked).toBe(1));
  await deleted('taken-away');
  found.resolve(false);
  await first;
  await soon();
  expect(await database.sessions.count()).toBe(0);
});

test('F6, F8: a store that is taken away while its log is being renewed keeps nobody waiting for ever', async () => {
  const written = watchWrites();
  const database = openDatabase('taken-away-renewing', { isSuspect: async () => true });
  const first = database.sessions.count().catch((error: unknown) => String(error));
  await vi.waitFor(() => expect(written()).toBeGreaterThan(MIB));
  await deleted('taken-away-renewing');
  await first;
  await soon();
  expect(await database.sessions.count()).toBe(0);
});
