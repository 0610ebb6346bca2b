import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import {
  askToSend,
  countHeldFor,
  findDueArchives,
  forgetAsked,
  holdWaiting,
  markExported,
  releaseHeld,
  takeDueArchive,
} from './archives.ts';
import { type ArchiveRow, type ArchiveState, type Database, openDatabase } from './database.ts';

let opened = 0;

async function storing(rows: Record<string, [state: ArchiveState, nextTryAt: number]>): Promise<Database> {
  const database = openDatabase(`archives-${opened++}`);
  for (const [index, [sessionId, [state, nextTryAt]]] of Object.entries(rows).entries()) {
    const summary = { startedAt: index } as ArchiveRow['summary'];
    // Nothing else of the row is looked at here.
    await database.archives.add({ sessionId, state, nextTryAt, failure: null, summary } as ArchiveRow);
  }
  return database;
}

test('what is due is found, oldest session first or newest first, and before it what was asked for', async () => {
  const database = await storing({
    a: ['sealed', 900],
    b: ['accepted', 100],
    c: ['sealed', 1_001],
    d: ['held', 0],
    e: ['confirmed', 0],
    f: ['sending', 500],
  });
  const order = async (...given: [] | ['newest-first']) =>
    (await findDueArchives(database, 1_000, ...given)).map(({ sessionId }) => sessionId);
  expect(await order()).toEqual(['a', 'b', 'f']);
  expect(await order('newest-first')).toEqual(['f', 'b', 'a']);
  await askToSend(database, 'c');
  expect(await order()).toEqual(['c', 'a', 'b', 'f']);
  await forgetAsked(database);
  expect(await order()).toEqual(['a', 'b', 'c', 'f']);
});

test('an archive is taken only while it is still due', async () => {
  const database = await storing({ a: ['sealed', 900], b: ['accepted', 1_100], c: ['kept', 0] });
  const taken = async (id: string) => (await takeDueArchive(database, id, 1_000))?.sessionId;
  expect([await taken('a'), await taken('b'), await taken('c'), await taken('gone')]).toEqual([
    'a',
    undefined,
    undefined,
    undefined,
  ]);
});

test('asking for one archive lets go of that one; asking for all, of all that may ever be sent', async () => {
  const database = await storing({ a: ['held', 5], b: ['held', 5], c: ['accepted', 5], d: ['kept', 5] });
  const rows = async () =>
    (await database.archives.toArray()).map(({ state, nextTryAt, askedFor }) => [state, nextTryAt, askedFor]);
  await askToSend(database, 'a');
  expect(await rows()).toEqual([
    ['sealed', 0, true],
    ['held', 5, undefined],
    ['accepted', 5, undefined],
    ['kept', 5, undefined],
  ]);
  await askToSend(database);
  expect(await rows()).toEqual([
    ['sealed', 0, true],
    ['sealed', 0, true],
    ['accepted', 0, undefined],
    ['kept', 5, undefined],
  ]);
});

test('what was saved as a file is marked, and waits as before', async () => {
  const database = await storing({ a: ['sealed', 5], b: ['sealed', 5] });
  await markExported(database, ['a', 'gone'], 77);
  expect((await database.archives.toArray()).map(({ state, exportedAt }) => [state, exportedAt])).toEqual([
    ['sealed', 77],
    ['sealed', undefined],
  ]);
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

test('what is let go is held for nobody any more, and another reason than whose it is stays', async () => {
  const database = await storing({ a: ['held', 5], b: ['held', 5], c: ['held', 5], d: ['confirmed', 5] });
  for (const id of ['a', 'b', 'd']) await database.archives.update(id, { heldFor: 'p', failure: 'for another study' });
  await database.archives.update('c', { failure: 'access lost' });
  const rows = async () => {
    const all = await database.archives.toArray();
    return [countHeldFor('p', all), ...all.map(({ state, heldFor, failure }) => [state, heldFor, failure].join(' '))];
  };
  expect((await rows())[0]).toBe(2);
  await askToSend(database, 'a');
  expect((await rows()).slice(0, 3)).toEqual([1, 'sealed  ', 'held p for another study']);
  await releaseHeld(database);
  expect((await rows()).slice(0, 4)).toEqual([0, 'sealed  ', 'sealed  ', 'sealed  access lost']);
});
