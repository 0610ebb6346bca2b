import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '../../shared/new-id.ts';
import { readStored } from '../browser/stored.ts';
import { type ArchiveRow, type Database, openDatabase, type SessionRow } from '../store/database.ts';
import { removeSession } from '../store/sessions.ts';
import { ledger } from './keep-ledger.ts';

let opened = 0;
let database: Database;
beforeEach(() => {
  fakeBrowser.reset();
  database = openDatabase(`ledger-${opened++}`);
});

// Nothing else of the rows is looked at here.
async function addSession(phase: SessionRow['phase'], state?: ArchiveRow['state']): Promise<string> {
  const id = newId(Date.now());
  await database.sessions.add({ id, phase, startedAt: 1 } as SessionRow);
  if (state !== undefined) await database.archives.add({ sessionId: id, state } as ArchiveRow);
  return id;
}
const gone = async (): Promise<number> => (await readStored('lostSessions'))?.count ?? 0;

test('F6: a store that was thrown away is noticed, and only what no server has counts as lost', async () => {
  await addSession('recording');
  await addSession('finished');
  await addSession('sealed', 'held');
  await addSession('sealed', 'accepted');
  await addSession('sealed', 'confirmed');
  await ledger.look(database);
  expect(await gone()).toBe(0);
  await database.delete();
  await database.open();
  await ledger.look(database);
  expect(await gone()).toBe(3);
  // It is told once; the next session is one like any other.
  await addSession('recording');
  await ledger.look(database);
  await ledger.look(database);
  expect([await gone(), (await readStored('unsentSessions')).length]).toEqual([3, 1]);
});

test('what the participant removes, and what a server has accepted meanwhile, is not lost', async () => {
  const [discarded, sent] = [await addSession('recording'), await addSession('sealed', 'sending')];
  await ledger.look(database);
  await Promise.all([ledger.removing([discarded], () => removeSession(database, discarded)), ledger.look(database)]);
  await database.archives.update(sent, { state: 'accepted' });
  await ledger.look(database);
  await removeSession(database, sent);
  await ledger.look(database);
  await addSession('paused');
  await ledger.look(database);
  await ledger.removing(undefined, () => database.sessions.clear());
  await ledger.look(database);
  expect(await gone()).toBe(0);
});

test('a removal that is broken off leaves nothing to be taken for a loss, and a later loss is noticed all the same', async () => {
  const id = await addSession('paused');
  await ledger.look(database);
  await expect(ledger.removing([id], () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  await ledger.look(database);
  expect([await gone(), await readStored('unsentSessions')]).toEqual([0, [id]]);
  await database.sessions.clear();
  await ledger.look(database);
  expect(await gone()).toBe(1);
});

test('F7: on a disk that takes nothing the removal that makes room is done all the same', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const id = await addSession('paused');
  await ledger.look(database);
  const noRoom = (() => Promise.reject(new Error('QUOTA_BYTES quota exceeded'))) as never;
  const write = vi.spyOn(browser.storage.local, 'set').mockImplementation(noRoom);
  await ledger.removing([id], () => removeSession(database, id));
  expect(await database.sessions.count()).toBe(0);
  expect(reported).toHaveBeenCalledWith(expect.stringContaining('quota exceeded'));
  write.mockRestore();
  reported.mockRestore();
});
