import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { privateMemory } from '../browser/private-values.ts';
import type { Learned } from '../record/private-values.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { failingWrites, outOfRoom, type FailingWrites } from '../store/failing-writes.ts';
import { givenOutPlaceholders } from '../store/private-terms.ts';
import { sampleSessionRow } from '../store/sample-session-row.ts';
import { addSession, removeSession } from '../store/sessions.ts';
import { privateValuesOf, rememberOwed } from './private-values-of.ts';

const session = sampleSessionRow();
const name: Learned = { values: [{ kind: 'name', value: 'Oswin Larch' }], interactionId: null };
let opened = 0;
let database: Database;
let writes: FailingWrites;
beforeEach(async () => {
  fakeBrowser.reset();
  database = openDatabase(`private-values-of-${opened++}`);
  writes = failingWrites(database, outOfRoom());
  await addSession(database, session);
});

test('F7: what was learned on a full disk is in memory, and in the store once a later round finds room', async () => {
  writes.failFrom(1);
  await expect(privateValuesOf(database).learn(session.id, name)).rejects.toThrow('quota');
  expect(await privateMemory.read(session.id)).toMatchObject([{ placeholder: '{{NAME_1}}', value: 'Oswin Larch' }]);
  // As in a service worker that was started anew.
  await expect(rememberOwed(privateValuesOf(database))).rejects.toThrow('quota');
  writes.failFrom(0);
  await rememberOwed(privateValuesOf(database));
  expect(await givenOutPlaceholders(database, session.id)).toEqual(['{{NAME_1}}']);
  await rememberOwed(privateValuesOf(database));
  expect(writes.count()).toBe(2);
});

test('what is owed goes with its session, of which nothing comes back', async () => {
  writes.failFrom(1);
  await expect(privateValuesOf(database).learn(session.id, name)).rejects.toThrow('quota');
  writes.failFrom(0);
  await removeSession(database, session.id);
  await rememberOwed(privateValuesOf(database));
  expect([await database.termKeys.count(), await database.termDigests.count()]).toEqual([0, 0]);
  await privateMemory.write(session.id, [], ['{{NAME_1}}']);
  await privateMemory.forget([session.id]);
  expect(await privateMemory.owed(session.id)).toEqual([]);
});
