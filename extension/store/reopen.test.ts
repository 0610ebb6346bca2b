import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { openDatabase } from './database.ts';

test('F7, F8: a store that could not be opened while the disk was full is used again once there is room', async () => {
  const database = openDatabase('full-for-a-moment');
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
  });
  await expect(database.sessions.count()).rejects.toThrow(/backing store/);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(database.sessions.count()).rejects.toThrow(/backing store/);
  const tries = open.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  // It is opened when it is needed, and not again and again.
  expect(open.mock.calls.length).toBe(tries);
  open.mockRestore();
  expect(await database.sessions.count()).toBe(0);
});
