import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { interaction, type CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { putArchive } from './archives.ts';
import { openDatabase, type ArchiveRow, type Database, type FrameRow, type SessionRow } from './database.ts';
import { addFrame, findKnown, isBlankAtFirst, isPictured, putEncoded } from './frames.ts';
import { addInteractions } from './interactions.ts';
import { addAudio, changeNarration } from './narration.ts';
import { readDeltas, readRecordedSession } from './recorded-session.ts';
import { sampleSessionRow } from './sample-session-row.ts';
import { addSession, findCurrentSession, moveSession, removeSession } from './sessions.ts';
import { addCommit, addTabEvent, type TabEvent } from './tab-events.ts';

const ID = '01890000-0000-7000-8000-000000000001';
let database: Database;
let opened = 0;
beforeEach(() => {
  database = openDatabase(`test-${opened++}`);
});

const session = (id = ID) => sampleSessionRow({ id });

const captured = (id: string, sessionId = ID, at = 200): CapturedInteraction => ({
  id,
  sessionId,
  pageId: 'page',
  sequence: 0,
  domEpoch: 0,
  changedAt: 0,
  action: { type: 'key', at, isTrusted: true, key: 'Enter', modifiers: [] },
  locators: { absent: 'not under test' },
  context: { absent: 'not under test' },
});

const encoded = {
  pictures: [{ sessionId: ID, sha256: 'a'.repeat(64), webp: new Blob(['w']) }],
  deltas: [{ sessionId: ID, sha256: 'b'.repeat(64), line: '{}' }],
  known: {
    sessionId: ID,
    tabId: 1,
    frames: [
      {
        sha256: 'b'.repeat(64),
        ancestors: [],
        novel: true,
        marks: { width: 1, height: 1, columns: 1, hashes: Uint32Array.of(7) },
      },
    ],
  },
};

const from = { tabId: 1, frameId: 0 };
const archive: ArchiveRow = {
  sessionId: ID,
  sha256: 'a'.repeat(64),
  bytes: 1,
  archive: new Blob(['z']),
  training: new Blob([]),
  summary: {} as ArchiveRow['summary'], // not under test
  sealedAt: 1,
  state: 'sealed',
  attempts: 0,
  nextTryAt: 0,
  failure: null,
  acceptedAt: null,
};

test('an interaction sent twice is stored once', async () => {
  await addSession(database, session());
  expect(await addInteractions(database, [captured('x')], from)).toEqual(['x']);
  expect(await addInteractions(database, [captured('x'), captured('y')], from)).toEqual(['x', 'y']);
  expect(await database.interactions.count()).toBe(2);
});

test('interactions of a discarded session are acknowledged and not stored', async () => {
  expect(await addInteractions(database, [captured('x')], from)).toEqual(['x']);
  expect(await database.interactions.count()).toBe(0);
});

test('what a page left behind joins the tab that its page was in', async () => {
  await addSession(database, session());
  await addInteractions(database, [captured('x')], { tabId: 42, frameId: 3 });
  await addInteractions(database, [captured('y')], null);
  expect(await database.interactions.get('y')).toMatchObject({ tabId: 42, frameId: 3 });
});

test('what a page left behind of which nothing arrived in time joins the tab into which its document was loaded', async () => {
  await addSession(database, session());
  const url = 'https://shop.test/offer';
  await addCommit(database, { tabId: 7, at: 5_000, url, cause: 'link' });
  await addCommit(database, { tabId: 8, at: 90_000, url, cause: 'link' });
  await addCommit(database, { tabId: 9, at: 90_100, url: 'https://shop.test/', cause: 'link' });
  const navigation = {
    at: 89_800,
    isTrusted: true,
    fromUrl: null,
    toUrl: url,
    scope: 'document',
    cause: 'link',
  } as const;
  await addInteractions(database, [{ ...captured('x'), action: { type: 'navigation', ...navigation } }], null);
  await addInteractions(database, [captured('y', ID, 90_200)], null);
  expect(await database.interactions.get('x')).toMatchObject({ tabId: 8 });
  expect(await database.interactions.get('y')).toMatchObject({ tabId: 8 });
});

test('what was left behind and sent as well is of the tab and frame that sent it', async () => {
  await addSession(database, session());
  await addInteractions(database, [captured('x')], null);
  await addInteractions(database, [captured('x')], { tabId: 42, frameId: 3 });
  await addInteractions(database, [captured('x')], null);
  expect(await database.interactions.toArray()).toMatchObject([{ id: 'x', tabId: 42, frameId: 3 }]);
});

test('there is one open session at a time', async () => {
  await addSession(database, session());
  await expect(addSession(database, session('other'))).rejects.toThrow(/recorded already/);
});

test('a session that is paused or finished twice stays as it is', async () => {
  await addSession(database, session());
  await moveSession(database, ['recording'], 'paused');
  const again = (row: SessionRow): void => void (row.endedAt = 9);
  expect(await moveSession(database, ['recording'], 'paused', again)).toBe(ID);
  await moveSession(database, ['recording', 'paused'], 'finishing');
  expect(await moveSession(database, ['recording', 'paused'], 'finishing', again)).toBe(ID);
  expect(await database.sessions.get(ID)).toMatchObject({ phase: 'finishing', endedAt: null });
});

test('what cannot be done without a session is told in words', async () => {
  await expect(moveSession(database, ['recording'], 'paused')).rejects.toThrow('Nothing is being recorded any more.');
});

test('sealing leaves the archive and removes what it was made of, at once', async () => {
  await addSession(database, session());
  await addInteractions(database, [captured('x')], from);
  await database.sessions.update(ID, { phase: 'finished' });
  await putArchive(database, archive, null, 1);
  expect(await database.interactions.count()).toBe(0);
  expect(await database.sessions.get(ID)).toMatchObject({ phase: 'sealed' });
  expect(await database.archives.count()).toBe(1);
});

test('a session discarded while it was being sealed leaves nothing', async () => {
  await addSession(database, session());
  await addInteractions(database, [captured('x')], from);
  await removeSession(database, ID);
  await putArchive(database, archive, null, 1);
  const counts = await Promise.all(database.tables.map((table) => table.count()));
  expect(counts.every((count) => count === 0)).toBe(true);
});

test('interactions that came in while a session was being sealed are not lost: it stays to be sealed anew', async () => {
  await addSession(database, session());
  await addInteractions(database, [captured('x'), captured('y')], from);
  await database.sessions.update(ID, { phase: 'finished' });
  await putArchive(database, archive, null, 1);
  expect(await database.archives.count()).toBe(0);
  expect(await database.sessions.get(ID)).toMatchObject({ phase: 'finished' });
  expect(await database.interactions.count()).toBe(2);
});

test('a picture that is ready after its session was discarded is not kept', async () => {
  await addSession(database, session());
  await removeSession(database, ID);
  await putEncoded(database, encoded);
  await addFrame(database, {
    id: 'f',
    sessionId: ID,
    tabId: 1,
    page: null,
    occasion: 'after',
    at: 300,
    frame: { absent: 'the page kept moving' },
  });
  const { pictures, deltas, known, frames } = database;
  expect(await Promise.all([pictures, deltas, known, frames].map((table) => table.count()))).toEqual([0, 0, 0, 0]);
});

test('what a frame is made of is kept with what the next one of its tab may repeat, and goes with its session', async () => {
  await addSession(database, session());
  await putEncoded(database, encoded);
  expect(await findKnown(database, ID, 1)).toEqual(encoded.known.frames);
  expect(await findKnown(database, ID, 2)).toEqual([]);
  expect(await readDeltas(database, ID)).toEqual(new Map([['b'.repeat(64), '{}']]));
  await removeSession(database, ID);
  expect(await Promise.all([database.pictures, database.deltas, database.known].map((one) => one.count()))).toEqual([
    0, 0, 0,
  ]);
});

test('a session that goes on is read as ending with its last interaction', async () => {
  await addSession(database, session());
  await addInteractions(database, [captured('x', ID, 900), captured('y', ID, 300)], from);
  const recorded = await readRecordedSession(database, ID);
  expect(recorded.session.endedAt).toBe(900);
  expect(recorded.interactions.map(({ id }) => id)).toEqual(['y', 'x']);
  expect(await findCurrentSession(database)).toMatchObject({ id: ID });
});

test('a picture that shows nothing is worth another look once for each page (R4.3)', async () => {
  await addSession(database, session());
  const row = (at: number, blank: boolean, pageId = 'p'): FrameRow => ({
    id: String(at),
    sessionId: ID,
    tabId: 1,
    page: { pageId, domEpoch: 1 },
    occasion: 'settled',
    at,
    frame: { sha256: 'a'.repeat(64), at, width: 1, height: 1, redactions: 0, blank },
  });
  const looks: boolean[] = [];
  for (const each of [row(1, false), row(2, true), row(3, true), row(4, true, 'q'), row(5, true, 'q')]) {
    looks.push(await isBlankAtFirst(database, each));
    await addFrame(database, each);
  }
  expect(looks).toEqual([false, true, false, true, false]);
});

test('a page that was pictured while it was loading is pictured again when it has settled', async () => {
  await addSession(database, session());
  const page = { pageId: 'p', domEpoch: 4 };
  const picture = { sha256: 'a'.repeat(64), at: 1, width: 1, height: 1, redactions: 0, blank: false };
  const row: FrameRow = { id: 'x', sessionId: ID, tabId: 1, page, occasion: 'loading', at: 1, frame: picture };
  await addFrame(database, row);
  expect(await isPictured(database, { sessionId: ID, tabId: 1, ...page })).toBe(false);
  await addFrame(database, { ...row, id: 'y', occasion: 'navigation', at: 2 });
  expect(await isPictured(database, { sessionId: ID, tabId: 1, ...page })).toBe(true);
});

test('what happens to tabs is stored once, in order, with ids of its own, while a session is being recorded', async () => {
  const event = (change: TabEvent['change'], at: number, tabId = 5): TabEvent => {
    return { tabId, at, change, openerTabId: 1, windowId: 2, url: null };
  };
  await addTabEvent(database, event('opened', 150));
  await addSession(database, session());
  await addTabEvent(database, event('opened', 50));
  for (let run = 0; run < 2; run++) {
    await addTabEvent(database, event('opened', 200 + run));
    for (const at of [210, 220]) await addTabEvent(database, event('activated', at));
    await addTabEvent(database, event('closed', 230));
    await addTabEvent(database, event('closed', 230, 6));
  }
  await moveSession(database, ['recording'], 'paused');
  await addTabEvent(database, event('activated', 240));
  const { interactions } = await readRecordedSession(database, ID);
  expect(interactions.map((it) => interaction.parse(it).action)).toMatchObject([
    { change: 'opened', at: 200 },
    { change: 'activated', at: 210 },
    { change: 'activated', at: 220 },
    { change: 'closed', at: 230 },
  ]);
  expect(interactions.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3]);
});

test('why documents were loaded goes with its session', async () => {
  await addSession(database, session());
  await addCommit(database, { tabId: 1, at: 200, url: 'https://shop.test/', cause: 'typed' });
  expect(await database.commits.count()).toBe(1);
  await removeSession(database, ID);
  expect(await database.commits.count()).toBe(0);
});

const narrated = (): SessionRow => ({
  ...session(),
  narration: { state: 'running', startedAt: 100, pauses: [], failure: null },
});

test('pieces of audio become one stream, in their order and with its length', async () => {
  await addSession(database, narrated());
  for (const index of [1, 0, 2]) {
    await addAudio(database, { sessionId: ID, index, webm: new Blob([String(index)]), untilMs: (index + 1) * 2_000 });
  }
  await changeNarration(
    database,
    ID,
    ({ pauses }) => void pauses.push({ from: 300, to: 400 }, { from: 500, to: null }),
  );
  const { session: read, audio } = await readRecordedSession(database, ID);
  expect(read.narration).toEqual({ startedAt: 100, durationMs: 6_000, pauses: [{ from: 300, to: 400 }] });
  expect(await audio?.text()).toBe('012');
});

test('discarding or sealing a session removes what was said, and nothing comes after it', async () => {
  const piece = { sessionId: ID, index: 0, webm: new Blob(['a']), untilMs: 1 };
  await addSession(database, narrated());
  await addAudio(database, piece);
  await removeSession(database, ID);
  await addAudio(database, piece);
  expect(await database.audio.count()).toBe(0);
  await addSession(database, narrated());
  await addAudio(database, piece);
  await moveSession(database, ['recording'], 'finished');
  await putArchive(database, archive, null, 0);
  await addAudio(database, piece);
  expect(await database.audio.count()).toBe(0);
});
