import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { findDueArchives, holdWaiting, releaseHeld } from './archives.ts';
import { type ArchiveRow, type ArchiveState, type Database, openDatabase } from './database.ts';

let opened = 0;

async function storing(rows: Record<string, [state: ArchiveState, nextTryAt: number]>): Promise<Database> {
  const database = openDatabase(`archives-${opened++}`);
  for (const [sessionId, [state, nextTryAt]] of Object.entries(rows)) {
    // Nothing else of the row is looked at here.
    await database.archives.add({ sessionId, state, nextTryAt, failure: null } as ArchiveRow);
  }
  return database;
}

test('what is due is found, longest waiting first, whatever order it was stored in', async () => {
  const database = await storing({
    a: ['sealed', 900],
    b: ['accepted', 100],
    c: ['sealed', 1_001],
    d: ['held', 0],
    e: ['confirmed', 0],
  });
  expect((await findDueArchives(database, 1_000)).map(({ sessionId }) => sessionId)).toEqual(['b', 'a']);
});

test('a clock that was set back by days delays no archive', async () => {
  const now = 1_000_000;
  const database = await storing({
    planned: ['sealed', now + limits.maxRetryAfterMs],
    stranded: ['sealed', now + limits.maxRetryAfterMs + 1],
  });
  expect((await findDueArchives(database, now)).map(({ sessionId }) => sessionId)).toEqual(['stranded']);
});

test('what waits is held with its reason until it is released; what has arrived is left alone', async () => {
  const database = await storing({ a: ['sealed', 5], b: ['sending', 5], c: ['accepted', 5], d: ['confirmed', 5] });
  await holdWaiting(database, 'access lost');
  const states = async () => (await database.archives.toArray()).map(({ state, failure }) => [state, failure]);
  expect(await states()).toEqual([
    ['held', 'access lost'],
    ['held', 'access lost'],
    ['accepted', null],
    ['confirmed', null],
  ]);
  await releaseHeld(database);
  expect((await states()).map(([state]) => state)).toEqual(['sealed', 'sealed', 'accepted', 'confirmed']);
});
