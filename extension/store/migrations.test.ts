import { IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { sessionSummary } from '../../shared/archive/manifest.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { capturedInteraction } from '../../shared/interactions/interaction.ts';
import { state } from '../../shared/interactions/state.ts';
import { judgeSession } from '../../shared/judge-session.ts';
import { qualityReport } from '../../shared/quality/quality-report.ts';
import { goldenShopping } from '../../shared/recordings/golden-shopping.ts';
import { outcome } from '../../shared/session/outcome.ts';
import { session as sessionSchema } from '../../shared/session/session.ts';
import { sealSession } from '../seal/seal-session.ts';
import { putArchive } from './archives.ts';
import { openDatabase, type ArchiveRow, type Database } from './database.ts';
import { describeRows, readDeltas, readPicture, readRows } from './recorded-session.ts';
import { recoverPartialSession } from './recover-partial-session.ts';
import { LOST_PICTURE } from './tell-lost-pictures.ts';

const golden = goldenShopping();
const OPEN = golden.interactions[0]?.sessionId ?? '';
const SEALED = '01890000-0000-7000-8000-0000000000aa';
const FORGOTTEN = '01890000-0000-7000-8000-0000000000bb';
const name = (letter: string): string => letter.repeat(64);

/** The stores that each version had, word for word as its code declared them. */
const V1 = {
  sessions: 'id, phase, startedAt',
  interactions: 'id, sessionId, [sessionId+at]',
  frames: 'id, sessionId, [sessionId+at]',
  pictures: '[sessionId+sha256], sessionId',
  archives: 'sessionId, state, nextTryAt',
};
const V2_FIRST = { deltas: '[sessionId+sha256], sessionId', known: '[sessionId+tabId], sessionId' };
const V2 = { ...V2_FIRST, commits: 'id, sessionId', audio: '[sessionId+index], sessionId' };
const V3 = { termDigests: '[sessionId+placeholder], sessionId', termKeys: 'sessionId' };
const V4 = { ownDetails: 'id' };

/** What the rows of a version had, of what came one after the other. */
type Wrote = {
  changedAt: boolean;
  narration: boolean;
  deductions: boolean;
  pauseReason: boolean;
  summary: boolean;
  frames: 'whole' | 'of one base' | 'of several';
};
const all: Wrote = {
  changedAt: true,
  narration: true,
  deductions: true,
  pauseReason: true,
  summary: true,
  frames: 'of several',
};
const none: Wrote = {
  changedAt: false,
  narration: false,
  deductions: false,
  pauseReason: false,
  summary: false,
  frames: 'whole',
};

const versions: Record<string, { stores: Record<string, string>[]; wrote: Wrote }> = {
  '1, the first': { stores: [V1], wrote: none },
  '1, whose archives told their summary': { stores: [V1], wrote: { ...none, summary: true } },
  '2, without commits and audio': { stores: [V1, V2_FIRST], wrote: { ...none, summary: true, frames: 'of one base' } },
  '2, whose frames were made of one base': {
    stores: [V1, V2],
    wrote: { ...none, summary: true, narration: true, frames: 'of one base' },
  },
  '2, the last': { stores: [V1, V2], wrote: { ...all, pauseReason: false } },
  '3, the first': { stores: [V1, V2, V3], wrote: { ...all, pauseReason: false } },
  '3, with rests': { stores: [V1, V2, V3], wrote: all },
  '4': { stores: [V1, V2, V3, V4], wrote: all },
};

const judged = judgeSession(golden);
afterEach(() => {
  vi.restoreAllMocks();
});

function sessionRow(id: string, phase: string, wrote: Wrote) {
  const { deductions, ...quality } = judged.quality;
  return {
    id,
    phase,
    type: 'automated',
    participantId: null,
    consent: {
      version: '2026-11-01',
      textSha256: '0'.repeat(64),
      language: 'en',
      grantedAt: 1,
      purposes: ['recording'],
    },
    scenario: golden.scenario,
    startedAt: golden.startedAt,
    endedAt: golden.endedAt,
    pauses: [
      { from: golden.startedAt, to: golden.startedAt + 1, ...(wrote.pauseReason ? { reason: 'sensitive-page' } : {}) },
    ],
    device: { extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' },
    gaveUpReason: null,
    ...(wrote.narration ? { narration: null } : {}),
    judgement: {
      outcome: judged.outcome,
      quality: wrote.deductions ? { ...quality, deductions } : quality,
      interactions: golden.interactions.length,
      judgedAt: 5,
    },
    sealFailure: null,
  };
}

/** A session's archive, as a stage of today writes it: its bytes are what no migration may touch. */
async function makeArchive(): Promise<ArchiveRow> {
  let made: ArchiveRow | undefined;
  const { phase: _phase, judgement: _judgement, sealFailure: _failure, ...facts } = sessionRow(SEALED, 'finished', all);
  const session = sessionSchema.parse({ ...facts, sites: [] });
  await sealSession(SEALED, {
    read: async () => ({ session, interactions: [...golden.interactions], audio: null }),
    readDeltas: async () => new Map(),
    readPicture: async () => new Blob(['picture']),
    store: async (row) => void (made = row),
    now: () => 7,
  });
  return made ?? expect.fail();
}

/** Fills a database as that version did: an open session, a sealed one, and one whose copy was removed. */
async function fillAs(databaseName: string, { stores, wrote }: (typeof versions)[string], archive: ArchiveRow) {
  const database = new Dexie(databaseName);
  stores.forEach((declared, index) => database.version(index + 1).stores(declared));
  await database.open();
  const put = (table: string, ...rows: object[]) => database.table(table).bulkAdd(rows);
  await put(
    'sessions',
    sessionRow(OPEN, 'finished', wrote),
    sessionRow(SEALED, 'sealed', wrote),
    sessionRow(FORGOTTEN, 'sealed', wrote),
  );
  await put(
    'interactions',
    ...golden.interactions.map((one) => {
      const { id, sessionId, pageId, sequence, action, locators, context } = one;
      const captured = { id, sessionId, pageId, sequence, domEpoch: 0, action, locators, context };
      const settled = isAbsent(one.state) ? null : one.state;
      const row = { id, sessionId, at: action.at, tabId: one.tabId, frameId: 0, settled };
      return { ...row, captured: wrote.changedAt ? { ...captured, changedAt: action.at } : captured };
    }),
  );
  await put('pictures', ...['1', '2'].map((each) => ({ sessionId: OPEN, sha256: name(each), webp: new Blob([each]) })));
  const frame = (id: string, sha256: string, index: number) => {
    const { action, pageId } = golden.interactions[index] ?? expect.fail();
    const shown = { sha256, at: action.at + 5, width: 10, height: 10, redactions: 0, blank: false };
    return {
      id,
      sessionId: OPEN,
      tabId: 1,
      page: { pageId, domEpoch: 0 },
      occasion: 'after',
      at: shown.at,
      frame: shown,
    };
  };
  await put('frames', frame('a', name('1'), 2));
  if (wrote.frames !== 'whole') {
    const patch = { x: 0, y: 0, width: 1, height: 1 };
    const line =
      wrote.frames === 'of one base'
        ? { base: name('1'), moved: [], patches: [{ ...patch, picture: name('2') }] }
        : { sources: [name('1')], shade: null, moved: [], atlas: name('2'), patches: [{ ...patch, atX: 0, atY: 0 }] };
    await put('deltas', { sessionId: OPEN, sha256: name('d'), line: JSON.stringify(line) });
    await put('frames', frame('b', name('d'), 5));
    const marks = { width: 1, height: 1, columns: 1, hashes: Uint32Array.of(7) };
    const made = wrote.frames === 'of one base' ? { depth: 1 } : { ancestors: [name('1')], novel: true };
    await put('known', { sessionId: OPEN, tabId: 1, frames: [{ sha256: name('d'), ...made, marks }] });
  }
  const { summary, ...rest } = archive;
  const told = wrote.summary ? { summary } : { examples: 3 };
  await put(
    'archives',
    { ...rest, ...told },
    { ...rest, ...told, sessionId: FORGOTTEN, archive: null, state: 'confirmed', acceptedAt: 9 },
  );
  database.close();
}

async function sealOpen(database: Database): Promise<void> {
  const rows = await readRows(database, OPEN);
  await sealSession(OPEN, {
    read: async () => describeRows(rows),
    readDeltas: () => readDeltas(database, OPEN),
    readPicture: (sha256) => readPicture(database, OPEN, sha256),
    store: (row, judgement) => putArchive(database, row, { ...judgement, judgedAt: 1 }, rows.interactions.length),
    now: () => 8,
  });
}

const bytesOf = async (archive: Blob | null | undefined) => new Uint8Array((await archive?.arrayBuffer()) ?? []);

test.for(Object.keys(versions))('R5.7: a store of version %s loses nothing', async (version) => {
  const earlier = versions[version] ?? expect.fail();
  const archive = await makeArchive();
  const databaseName = `migrated from ${version}`;
  await fillAs(databaseName, earlier, archive);
  const database = openDatabase(databaseName);

  // Everything is there, and is what today's schemas read.
  const interactions = await database.interactions.where({ sessionId: OPEN }).toArray();
  expect(interactions).toHaveLength(golden.interactions.length);
  for (const row of interactions) {
    expect(capturedInteraction.safeParse(row.captured).error).toBeUndefined();
    if (row.settled !== null) expect(state.safeParse(row.settled).error).toBeUndefined();
  }
  const sessions = await database.sessions.toArray();
  expect(sessions).toHaveLength(3);
  for (const { judgement, pauses, narration } of sessions) {
    expect(qualityReport.safeParse(judgement?.quality).error).toBeUndefined();
    expect(outcome.safeParse(judgement?.outcome).error).toBeUndefined();
    expect(pauses.map(({ reason }) => reason)).toEqual([earlier.wrote.pauseReason ? 'sensitive-page' : 'participant']);
    expect(narration).toBeNull();
  }
  const frames = await database.frames.toArray();
  expect(frames.map(({ frame }) => (isAbsent(frame) ? frame.absent : frame.sha256))).toEqual(
    { whole: [name('1')], 'of one base': [name('1'), LOST_PICTURE], 'of several': [name('1'), name('d')] }[
      earlier.wrote.frames
    ],
  );
  expect(await database.known.count()).toBe(earlier.wrote.frames === 'of several' ? 1 : 0);
  for (const table of database.tables) await expect(table.toArray(), table.name).resolves.toBeInstanceOf(Array);

  // What was sealed is the same to the byte.
  const sealed = await database.archives.get(SEALED);
  expect(await bytesOf(sealed?.archive)).toEqual(await bytesOf(archive.archive));
  expect(sealed).toMatchObject({ sha256: archive.sha256, state: 'sealed', summary: archive.summary });
  const forgotten = await database.archives.get(FORGOTTEN);
  expect(forgotten).toMatchObject({ archive: null, state: 'confirmed', acceptedAt: 9 });
  expect(sessionSummary.safeParse(forgotten?.summary).error).toBeUndefined();

  // What was open can be sealed.
  await recoverPartialSession(database, OPEN, null);
  await sealOpen(database);
  expect(await database.sessions.get(OPEN)).toMatchObject({ phase: 'sealed' });
  expect((await database.archives.get(OPEN))?.summary.interactions).toBe(golden.interactions.length);
  database.close();
});

test('a store that is migrated is not touched when it is opened again', async () => {
  const archive = await makeArchive();
  await fillAs('again', versions['1, the first'] ?? expect.fail(), archive);
  const read = async (): Promise<unknown> => {
    const database = openDatabase('again');
    const rows = await Promise.all([
      database.sessions.toArray(),
      database.interactions.toArray(),
      database.frames.toArray(),
    ]);
    database.close();
    return rows;
  };
  const first = await read();
  expect(await read()).toEqual(first);
});

/** Every row as it lies there, and the version of the store, read without any code of ours. */
async function readRaw(databaseName: string): Promise<unknown> {
  const database = await new Dexie(databaseName).open();
  const rows = await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const));
  database.close();
  return JSON.parse(JSON.stringify([database.verno, rows]));
}

test('F8: an upgrade that is broken off at any of its writes leaves the older store whole, and the next start upgrades it', async () => {
  const archive = await makeArchive();
  const earliest = versions['1, the first'] ?? expect.fail();
  await fillAs('whole upgrade', earliest, archive);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const untouched = await readRaw('whole upgrade');
  await openDatabase('whole upgrade').sessions.count();
  const writes = put.mock.calls.length;
  put.mockRestore();
  const upgraded = await readRaw('whole upgrade');
  expect(writes).toBeGreaterThan(10);
  for (let dies = 1; dies <= writes; dies++) {
    const databaseName = `broken off at ${dies}`;
    await fillAs(databaseName, earliest, archive);
    const { put: write } = IDBObjectStore.prototype;
    let written = 0;
    const dying = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      if (++written === dies) throw new DOMException('The process is gone.', 'AbortError');
      return write.apply(this, given);
    });
    const broken = openDatabase(databaseName);
    await expect(broken.sessions.count()).rejects.toThrow();
    broken.close();
    dying.mockRestore();
    expect(await readRaw(databaseName)).toEqual(untouched);
    const next = openDatabase(databaseName);
    await next.sessions.count();
    next.close();
    expect(await readRaw(databaseName)).toEqual(upgraded);
  }
});

test('F8: an upgrade waits for a connection that does not give way, and ours give way at once', async () => {
  const archive = await makeArchive();
  await fillAs('blocked', versions['4'] ?? expect.fail(), archive);
  const stubborn = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('blocked');
    opening.addEventListener('success', () => resolve(opening.result));
  });
  const database = openDatabase('blocked');
  let isOpen = false;
  const count = database.sessions.count().finally(() => (isOpen = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isOpen).toBe(false);
  stubborn.close();
  expect(await count).toBe(3);

  // A page of today's version, while a later one begins.
  const later = new Dexie('blocked');
  later.version(6).stores({});
  expect(await later.open()).toBe(later);
  expect(database.isOpen()).toBe(false);
  later.close();
});
