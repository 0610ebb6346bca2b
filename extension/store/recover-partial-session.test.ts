import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { PARTS_PATH } from '../../shared/archive/manifest.ts';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { goldenShopping } from '../../shared/recordings/golden-shopping.ts';
import { session as sessionSchema } from '../../shared/session/session.ts';
import { tend } from '../record/tend.ts';
import { sessionControl } from '../record/session-control.ts';
import { sealSession } from '../seal/seal-session.ts';
import { putArchive } from './archives.ts';
import { openDatabase, type Database, type FrameRow } from './database.ts';
import { failingWrites } from './failing-writes.ts';
import { addFrame, putEncoded } from './frames.ts';
import { addInteractions, settleInteraction } from './interactions.ts';
import type { Silence } from './plan-recovery.ts';
import { describeRows, readDeltas, readPicture, readRows } from './recorded-session.ts';
import { recoverPartialSession, removeOrphans } from './recover-partial-session.ts';
import { sampleSessionRow } from './sample-session-row.ts';
import { addSession, moveSession } from './sessions.ts';
import { LOST_PICTURE } from './tell-lost-pictures.ts';
import { addCommit, addTabEvent } from './tab-events.ts';

const golden = goldenShopping();
const ID = golden.interactions[0]?.sessionId ?? '';
const { startedAt } = golden;
const TAB = { tabId: 1, frameId: 0 };
const session = sampleSessionRow({ id: ID, type: 'automated', scenario: golden.scenario, startedAt });

const captured = golden.interactions
  .slice(0, 6)
  .map(({ id, sessionId, pageId, sequence, action, locators, context }): CapturedInteraction => ({
    id,
    sessionId,
    pageId,
    sequence,
    domEpoch: 0,
    changedAt: 0,
    action,
    locators,
    context,
  }));
const name = (letter: string): string => letter.repeat(64);
const picture = (sha256: string) => ({ sessionId: ID, sha256, webp: new Blob([sha256.slice(0, 8)]) });
const delta = (sha256: string, base: string, atlas: string) => ({
  sessionId: ID,
  sha256,
  line: JSON.stringify({
    sources: [base],
    shade: null,
    moved: [],
    atlas: [atlas],
    patches: [{ x: 0, y: 0, width: 1, height: 1, atX: 0, atY: 0 }],
  }),
});
const known = (sha256: string) => ({
  sessionId: ID,
  tabId: 1,
  frames: [
    { sha256, ancestors: [], novel: true, marks: { width: 1, height: 1, columns: 1, hashes: Uint32Array.of(7) } },
  ],
});
const frame = (id: string, sha256: string, after: number): FrameRow => {
  const at = (captured[after]?.action.at ?? 0) + 20;
  const { pageId = '' } = captured[after] ?? {};
  const shown = { sha256, at, width: 10, height: 10, redactions: 0, blank: false };
  return { id, sessionId: ID, tabId: 1, page: { pageId, domEpoch: 0 }, occasion: 'after', at, frame: shown };
};

/** A whole life of a session for each of its writes. */
const LONG = { timeout: 60_000 };

/** The clock of the line: it stands still, so that the same work gives the same rows. */
const endAt = (captured.at(-1)?.action.at ?? 0) + 1_000;

function controlOf(database: Database) {
  return sessionControl({
    now: () => endAt,
    consent: async () => null,
    participantId: async () => null,
    sessionType: async () => 'automated',
    device: async () => session.device,
    findScenario: () => undefined,
    add: (row) => addSession(database, row),
    move: (from, to, change) => moveSession(database, from, to, change),
  });
}

async function seal(database: Database): Promise<void> {
  const rows = await readRows(database, ID);
  await sealSession(ID, {
    read: async () => describeRows(rows),
    readDeltas: () => readDeltas(database, ID),
    readPicture: (sha256) => readPicture(database, ID, sha256),
    store: (archive, judged) => putArchive(database, archive, { ...judged, judgedAt: 1 }, rows.interactions.length),
    now: () => endAt,
  });
}

/** What becomes of a session, from its beginning to its archive; whoever asks for one of these asks again until it was done. */
function lineOf(database: Database): (() => Promise<unknown>)[] {
  const settled = golden.interactions[1]?.state;
  return [
    async () => (await database.sessions.get(ID)) ?? addSession(database, session),
    () => addCommit(database, { tabId: 1, at: startedAt, url: 'https://shop.test/', cause: 'typed' }),
    () =>
      addTabEvent(database, {
        tabId: 1,
        at: startedAt + 1,
        change: 'activated',
        openerTabId: null,
        windowId: 1,
        url: null,
      }),
    () => addInteractions(database, captured.slice(0, 4), TAB),
    async () => {
      await putEncoded(database, { pictures: [picture(name('1'))], deltas: [], known: known(name('1')) });
      if ((await database.frames.get('a')) === undefined) await addFrame(database, frame('a', name('1'), 2));
    },
    async () => settled && 'url' in settled && settleInteraction(database, captured[1]?.id ?? '', settled),
    async () => {
      const deltas = [delta(name('d'), name('1'), name('2'))];
      await putEncoded(database, { pictures: [picture(name('2'))], deltas, known: known(name('d')) });
      if ((await database.frames.get('b')) === undefined) await addFrame(database, frame('b', name('d'), 3));
    },
    // The first again: a page sends what it does not know to be stored.
    () => addInteractions(database, captured.slice(2), TAB),
    async () => (await database.sessions.get(ID))?.phase === 'recording' && controlOf(database).stop(null),
    () =>
      tend({
        now: () => endAt + 60_000,
        random: () => 0,
        takeLeftBehind: async () => undefined,
        sessionsIn: (...phases) => database.sessions.where('phase').anyOf(phases).toArray(),
        finish: () => controlOf(database).finish(),
        // Whatever goes wrong while it is sealed ends the process here.
        seal: () => seal(database),
        changeSession: async (_id, { sealFailure }) => Promise.reject(new Error(sealFailure?.message)),
        privateHeld: async () => [],
        forgetPrivate: async () => undefined,
        upload: async () => undefined,
        forgetConfirmed: async () => undefined,
      }),
  ];
}

async function runFrom(database: Database, first: number): Promise<void> {
  for (const step of lineOf(database).slice(first)) await step();
}

async function recover(database: Database, silence: Silence | null): Promise<void> {
  for (const id of await database.sessions.toCollection().primaryKeys())
    await recoverPartialSession(database, id, silence);
  await removeOrphans(database);
}

async function archiveOf(database: Database): Promise<Uint8Array<ArrayBuffer>> {
  const rows = await database.archives.toArray();
  expect(rows).toHaveLength(1);
  expect((await database.sessions.get(ID))?.phase).toBe('sealed');
  for (const table of [database.interactions, database.frames, database.pictures, database.deltas, database.known])
    expect(await table.count()).toBe(0);
  return new Uint8Array((await rows[0]?.archive?.arrayBuffer()) ?? new ArrayBuffer());
}

/** Runs the line until its process ends at the given write; tells which of its steps has to be asked for again. */
async function runUntilKilled(databaseName: string, write: number): Promise<number | 'done'> {
  const dying = openDatabase(databaseName);
  const writes = failingWrites(dying, new Error('killed'));
  await dying.open();
  writes.failFrom(write);
  const line = lineOf(dying);
  for (const [index, step] of line.entries()) {
    const died = await step().then(
      () => false,
      () => true,
    );
    if (!died) continue;
    dying.close();
    return index;
  }
  dying.close();
  return 'done';
}

const silence: Silence = { now: endAt - 5, aliveAt: endAt - 500 };

async function undisturbed(databaseName: string): Promise<Uint8Array<ArrayBuffer>> {
  const database = openDatabase(databaseName);
  await runFrom(database, 0);
  return archiveOf(database);
}

test('F2: killed at any of its writes and recovered, a session comes to the very same archive', LONG, async () => {
  const expected = await undisturbed('undisturbed');
  expect(strFromU8(unzipSync(expected)[PARTS_PATH] ?? new Uint8Array())).toContain('2'.repeat(8));
  let kills = 0;
  for (let write = 1; ; write++) {
    const step = await runUntilKilled(`killed-${write}`, write);
    if (step === 'done') break;
    kills += 1;
    const database = openDatabase(`killed-${write}`);
    await recover(database, null);
    await runFrom(database, step);
    expect(await archiveOf(database), `killed at write ${write}`).toEqual(expected);
    database.close();
  }
  expect(kills).toBeGreaterThan(15);
});

test(
  'F3: where the whole browser was killed it is the same but for the gap, however often recovering is killed too',
  LONG,
  async () => {
    const step = 7;
    const make = async (databaseName: string): Promise<Database> => {
      const database = openDatabase(databaseName);
      for (const work of lineOf(database).slice(0, step)) await work();
      // Left over by a session that was discarded, and by a picture that was not stored whole.
      await database.interactions.add({ ...(await firstRow(database)), id: 'x', sessionId: 'gone' });
      await database.frames.add(frame('lost', name('9'), 1));
      database.close();
      return database;
    };
    await make('browser');
    const once = openDatabase('browser');
    await recover(once, silence);
    await runFrom(once, step);
    const expected = await archiveOf(once);
    const { pauses } = sessionSchema.parse(JSON.parse(new TextDecoder().decode(unzipSync(expected)['session.json'])));
    expect(pauses).toEqual([{ from: silence.aliveAt, to: silence.now, reason: 'browser-stopped' }]);

    let kills = 0;
    for (let write = 1; ; write++) {
      await make(`browser-${write}`);
      const dying = openDatabase(`browser-${write}`);
      const writes = failingWrites(dying, new Error('killed'));
      await dying.open();
      writes.failFrom(write);
      const done = await recover(dying, silence).then(
        () => true,
        () => false,
      );
      dying.close();
      const database = openDatabase(`browser-${write}`);
      await recover(database, silence);
      expect(await database.interactions.get('x')).toBeUndefined();
      await runFrom(database, step);
      expect(await archiveOf(database), `killed at write ${write}`).toEqual(expected);
      database.close();
      if (done) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
  },
);

test('recovering again and again changes nothing', async () => {
  const database = openDatabase('again');
  await runFrom(database, lineOf(database).length);
  for (const work of lineOf(database).slice(0, 7)) await work();
  await recover(database, silence);
  const after = await everything(database);
  await recover(database, silence);
  await recover(database, silence);
  expect(await everything(database)).toBe(after);
});

test('a frame whose picture is lost says so, what it would be part of as well, and the session is sealed', async () => {
  const database = openDatabase('lost');
  for (const work of lineOf(database).slice(0, 7)) await work();
  await database.pictures.delete([ID, name('1')]);
  await expect(seal(database)).rejects.toThrow(/missing/);
  await recover(database, null);
  expect((await database.frames.toArray()).map(({ frame: shown }) => shown)).toEqual([
    { absent: LOST_PICTURE },
    { absent: LOST_PICTURE },
  ]);
  expect((await database.known.toArray())[0]?.frames).toEqual([]);
  await runFrom(database, 7);
  await archiveOf(database);
});

test('archives whose session is gone are not touched: they can still be sent', async () => {
  const database = openDatabase('archive-only');
  await runFrom(database, 0);
  await database.sessions.clear();
  await recover(database, silence);
  expect(await database.archives.count()).toBe(1);
});

async function firstRow(database: Database) {
  return (await database.interactions.toCollection().first()) ?? expect.fail();
}

/** All rows of all tables, Blobs by their size. */
async function everything(database: Database): Promise<string> {
  const tables = await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()]));
  return JSON.stringify(tables, (_key, value: unknown) => (value instanceof Blob ? value.size : value));
}
