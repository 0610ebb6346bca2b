import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { SessionRow } from './database.ts';
import { openDatabase, type Database, type FrameRow } from './database.ts';
import { beginRest, endMissing, endRest, removeRested } from './rests.ts';

const ID = '01890000-0000-7000-8000-000000000001';
let database: Database;
let opened = 0;
beforeEach(() => {
  database = openDatabase(`rests-${opened++}`);
});

const name = (letter: string): string => letter.repeat(64);
const frame = (id: string, pageId: string, at: number, sha256: string): FrameRow => ({
  id,
  sessionId: ID,
  tabId: 1,
  page: { pageId, domEpoch: 0 },
  occasion: 'settled',
  at,
  frame: { sha256, at, width: 10, height: 10, redactions: 0, blank: false },
});
const step = (id: string, pageId: string, at: number) => ({
  id,
  sessionId: ID,
  at,
  tabId: 1,
  frameId: 0,
  captured: {
    id,
    sessionId: ID,
    pageId,
    sequence: 0,
    domEpoch: 0,
    changedAt: 0,
    action: { type: 'key' as const, at, isTrusted: true, key: 'Enter', modifiers: [] },
    locators: { absent: 'not under test' },
    context: { absent: 'not under test' },
  },
  settled: null,
});
const picture = (sha256: string) => ({ sessionId: ID, sha256, webp: new Blob(['w']) });
const delta = (sha256: string, base: string, patch: string) => ({
  sessionId: ID,
  sha256,
  line: JSON.stringify({
    sources: [base],
    shade: null,
    moved: [],
    atlas: [patch],
    patches: [{ x: 0, y: 0, width: 1, height: 1, atX: 0, atY: 0 }],
  }),
});

test('what was stored of a page before it was known what it is for is gone, with its pictures, and nothing else', async () => {
  await database.interactions.bulkAdd([step('a', 'shop', 100), step('b', 'login', 200), step('c', 'shop', 250)]);
  await database.pictures.bulkAdd(['1', '2', '3'].map((each) => picture(name(each))));
  await database.deltas.bulkAdd([delta(name('d'), name('1'), name('2')), delta(name('e'), name('1'), name('3'))]);
  await database.frames.bulkAdd([
    frame('f', 'shop', 100, name('1')),
    frame('g', 'login', 210, name('d')),
    frame('h', 'shop', 260, name('e')),
  ]);
  const marks = { width: 1, height: 1, columns: 1, hashes: Uint32Array.of(7) };
  const known = ['d', '1'].map((each) => ({ sha256: name(each), ancestors: [], novel: true, marks }));
  await database.known.add({ sessionId: ID, tabId: 1, frames: known });
  await database.commits.bulkAdd([
    { id: 'x', sessionId: ID, tabId: 1, at: 90, url: 'https://shop.example/', cause: 'link' },
    { id: 'y', sessionId: ID, tabId: 1, at: 190, url: 'https://shop.example/hello', cause: 'link' },
  ]);

  await removeRested(database, { sessionId: ID, pageId: 'login', tabId: 1, since: 180 });

  expect((await database.interactions.toArray()).map(({ id }) => id)).toEqual(['a', 'c']);
  expect((await database.frames.toArray()).map(({ id }) => id)).toEqual(['f', 'h']);
  expect((await database.pictures.toArray()).map(({ sha256 }) => sha256)).toEqual([name('1'), name('3')]);
  expect((await database.deltas.toArray()).map(({ sha256 }) => sha256)).toEqual([name('e')]);
  expect((await database.known.toArray())[0]?.frames.map(({ sha256 }) => sha256)).toEqual([name('1')]);
  expect((await database.commits.toArray()).map(({ id }) => id)).toEqual(['x']);
});

test('a picture whose frame is about to be stored is nobody’s left-over', async () => {
  await database.pictures.bulkAdd([picture(name('1')), picture(name('2'))]);
  await database.frames.add(frame('g', 'login', 210, name('1')));
  const marks = { width: 1, height: 1, columns: 1, hashes: Uint32Array.of(7) };
  await database.known.add({
    sessionId: ID,
    tabId: 2,
    frames: [{ sha256: name('2'), ancestors: [], novel: true, marks }],
  });
  await removeRested(database, { sessionId: ID, pageId: 'login', tabId: 1, since: 180 });
  expect((await database.pictures.toArray()).map(({ sha256 }) => sha256)).toEqual([name('2')]);
});

const pausesAfter = async (pauses: SessionRow['pauses'], work: () => Promise<void>, phase = 'recording') => {
  await database.sessions.put({ id: ID, phase, startedAt: 50, pauses } as SessionRow);
  await work();
  return (await database.sessions.get(ID))?.pauses;
};

test('a rest is a pause with its reason, opened once and closed by its end', async () => {
  const rest = (at: number) => beginRest(database, ID, at, 'sensitive-page');
  expect(await pausesAfter([], () => rest(100))).toEqual([{ from: 100, to: null, reason: 'sensitive-page' }]);
  expect(await pausesAfter([{ from: 100, to: null, reason: 'sensitive-page' }], () => rest(120))).toHaveLength(1);
  expect(await pausesAfter([], () => rest(100), 'paused')).toEqual([]);
  const open = { from: 100, to: null, reason: 'sensitive-page' } as const;
  expect(await pausesAfter([open], () => endRest(database, ID, 130))).toEqual([{ ...open, to: 130 }]);
  // Whoever found out that nothing rests any more asked before this rest began.
  expect(await pausesAfter([open], () => endRest(database, ID, 130, { begunBefore: 99 }))).toEqual([open]);
});

test('pauses never overlap, nor begin before the session', async () => {
  const closed = { from: 60, to: 90, reason: 'participant' } as const;
  const begin = () => beginRest(database, ID, 40, 'not-chosen');
  expect((await pausesAfter([closed], begin))?.at(-1)).toMatchObject({ from: 90 });
  expect((await pausesAfter([], begin))?.at(-1)).toMatchObject({ from: 50 });
});

test('the participant’s own pause is not ended by a page that may be recorded again', async () => {
  const own = { from: 60, to: null, reason: 'participant' } as const;
  expect(await pausesAfter([own], () => endRest(database, ID, 130), 'paused')).toEqual([own]);
});

test('a page without a recorder leaves a gap until it is seen again, and a rest that begins ends it', async () => {
  const missing = { from: 100, to: null, reason: 'recorder-missing' } as const;
  expect(await pausesAfter([], () => beginRest(database, ID, 100, 'recorder-missing'))).toEqual([missing]);
  expect(await pausesAfter([missing], () => endMissing(database, ID, 9_000))).toEqual([{ ...missing, to: 9_000 }]);
  expect(await pausesAfter([missing], () => beginRest(database, ID, 9_000, 'sensitive-page'))).toEqual([
    { ...missing, to: 9_000 },
    { from: 9_000, to: null, reason: 'sensitive-page' },
  ]);
  const resting = { from: 100, to: null, reason: 'sensitive-page' } as const;
  for (const work of [() => endMissing(database, ID, 9_000), () => beginRest(database, ID, 9_000, 'recorder-missing')])
    expect(await pausesAfter([resting], work)).toEqual([resting]);
});

test('what was recorded in the meantime ends a gap, and a recorder that was only busy leaves none', async () => {
  const missing = { from: 100, to: null, reason: 'recorder-missing' } as const;
  await database.interactions.bulkAdd([step('a', 'shop', 90), step('b', 'shop', 5_000), step('c', 'shop', 6_000)]);
  expect(await pausesAfter([missing], () => endMissing(database, ID, 9_000))).toEqual([{ ...missing, to: 5_000 }]);
  await database.interactions.add(step('d', 'shop', 300));
  expect(await pausesAfter([missing], () => endMissing(database, ID, 9_000))).toEqual([]);
  expect(await pausesAfter([missing], () => beginRest(database, ID, 130, 'sensitive-page'))).toEqual([
    { from: 130, to: null, reason: 'sensitive-page' },
  ]);
});
