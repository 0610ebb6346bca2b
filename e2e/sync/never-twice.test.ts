import './fake-browser.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MadeArchive, makeArchive } from '../../sync-server/ingest/make-archive.ts';
import { type Access, countStates, fillOutbox, join, openContext } from './profile.ts';
import { openStudy, type Study } from './study.ts';

let study: Study;
let access: Access;
beforeAll(async () => {
  study = await openStudy();
});
afterAll(() => study.close());
beforeEach(async () => {
  access = await study.enrol();
  await join(access);
});

const makeArchives = (count: number): MadeArchive[] =>
  Array.from({ length: count }, () => makeArchive({ participantId: access.participantId }));

/** Counts what is sent, archive by archive; answers come a moment later, so that others can get in between. */
function watched() {
  const sent = new Map<string, number>();
  const doFetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (init.method === 'PUT' || init.method === 'PATCH') sent.set(url, (sent.get(url) ?? 0) + 1);
    const answer = await fetch(url, init);
    await new Promise((resolve) => setTimeout(resolve, 3));
    return answer;
  };
  return { sent, doFetch };
}

async function expectStored(archives: readonly MadeArchive[]): Promise<void> {
  const stored = await study.stored();
  expect(archives.map(({ sessionId }) => stored.get(sessionId))).toEqual(archives.map(({ sha256 }) => sha256));
}

test('R1.5, F24: many contexts of a profile that are woken at once send each archive exactly once', async () => {
  const { sent, doFetch } = watched();
  const contexts = Array.from({ length: 6 }, () => openContext('one-profile', { doFetch }));
  const archives = makeArchives(12);
  const [first] = contexts;
  if (first === undefined) throw new Error('there are six');
  await fillOutbox(first.database, archives);
  // An alarm, a start-up, two buttons and the network’s return, over and over.
  for (let wave = 0; wave < 4; wave++) await Promise.all(contexts.map(({ sending }) => sending.round()));
  expect([...sent.values()]).toEqual(archives.map(() => 1));
  expect(await countStates(first.database)).toEqual({ accepted: 12 });
  await expectStored(archives);
});

test('F24: where a browser has no locks, contexts that send the same at once end well, and all is stored once', async () => {
  let now = Date.now();
  const contexts = Array.from({ length: 3 }, () => openContext('no-locks', { locks: undefined, now: () => now }));
  const archives = makeArchives(8);
  const [first] = contexts;
  if (first === undefined) throw new Error('there are three');
  await fillOutbox(first.database, archives);
  for (let wave = 0; wave < 6; wave++) {
    await Promise.all(contexts.map(({ sending }) => sending.round()));
    now += 60_000;
  }
  expect(await countStates(first.database)).toEqual({ confirmed: 8 });
  await expectStored(archives);
});

test('F10: two profiles of one participant with the same sessions each get their receipt, and the server stores one', async () => {
  let now = Date.now();
  const world = { now: () => now };
  const profiles = [openContext('desk', world), openContext('copy of desk', world)];
  const archives = makeArchives(8);
  for (const { database } of profiles) await fillOutbox(database, archives);
  for (let wave = 0; wave < 6; wave++) {
    await Promise.all(profiles.map(({ sending }) => sending.round()));
    now += 60_000;
  }
  for (const { database } of profiles) expect(await countStates(database)).toEqual({ confirmed: 8 });
  await expectStored(archives);
});

test('F2: what a context that was killed had begun is ended by the next one, and sent once', async () => {
  const archives = makeArchives(1);
  const { sent, doFetch } = watched();
  const dead = openContext('killed', { doFetch });
  await fillOutbox(dead.database, archives);
  // Killed between the server’s receipt and writing it down: the row says that it is being sent, for ever.
  await dead.sending.round();
  await dead.database.archives.toCollection().modify({ state: 'sending', acceptedAt: null, nextTryAt: 0 });
  const next = openContext('killed', { doFetch });
  await next.sending.round();
  expect(await countStates(next.database)).toEqual({ accepted: 1 });
  expect([...sent.values()]).toEqual([1]);
});
