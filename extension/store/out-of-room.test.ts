import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { isOutOfRoom } from '../storage-level.ts';
import { putArchive } from './archives.ts';
import { openDatabase, type ArchiveRow, type Database, type FrameRow } from './database.ts';
import { failingWrites, outOfRoom, type FailingWrites } from './failing-writes.ts';
import { addFrame, putEncoded } from './frames.ts';
import { addInteractions, settleInteraction } from './interactions.ts';
import { sampleSessionRow } from './sample-session-row.ts';
import { addSession, moveSession } from './sessions.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const from = { tabId: 1, frameId: 0 };
let database: Database;
let writes: FailingWrites;
let opened = 0;
beforeEach(async () => {
  database = openDatabase(`out-of-room-${opened++}`);
  writes = failingWrites(database, outOfRoom());
  await addSession(database, session);
  await addInteractions(database, [captured('earlier')], from);
});

const session = sampleSessionRow();
const captured = (id: string): CapturedInteraction => ({
  id,
  sessionId: ID,
  pageId: 'page',
  sequence: 0,
  domEpoch: 0,
  changedAt: 0,
  action: { type: 'key', at: 200, isTrusted: true, key: 'Enter', modifiers: [] },
  locators: { absent: 'not under test' },
  context: { absent: 'not under test' },
});
const state = {
  dom: { added: 0, removed: 0, changed: 0 },
} as unknown as Parameters<typeof settleInteraction>[2]; // only stored here
const encoded = {
  pictures: ['a', 'c'].map((letter) => ({ sessionId: ID, sha256: letter.repeat(64), webp: new Blob([letter]) })),
  deltas: [{ sessionId: ID, sha256: 'b'.repeat(64), line: '{}' }],
  known: { sessionId: ID, tabId: 1, frames: [] },
};
const frame: FrameRow = {
  id: 'frame',
  sessionId: ID,
  tabId: 1,
  page: null,
  occasion: 'after',
  at: 300,
  frame: { sha256: 'a'.repeat(64), at: 300, width: 1, height: 1, redactions: 0, blank: false },
};
const archive: ArchiveRow = {
  sessionId: ID,
  sha256: 'd'.repeat(64),
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

/** All rows of all tables, Blobs by their size. */
async function everything(): Promise<string> {
  const tables = await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()]));
  return JSON.stringify(tables, (_key, value: unknown) => (value instanceof Blob ? value.size : value));
}

const steps: Record<string, () => Promise<unknown>> = {
  'a batch of interactions': () => addInteractions(database, ['x', 'y', 'z'].map(captured), from),
  'what came of an interaction': () => settleInteraction(database, 'earlier', state),
  'the parts of a picture': () => putEncoded(database, encoded),
  'a frame': () => addFrame(database, frame),
  'a pause': () => moveSession(database, ['recording'], 'paused', (row) => void row.pauses.push(pause)),
  'an archive': async () => {
    await database.sessions.update(ID, { phase: 'finished' });
    await putArchive(database, archive, null, 1);
  },
};
const pause = { from: 1, to: null, reason: 'storage-full' as const };

test.for(Object.keys(steps))(
  'F7: where %s finds no room at any of its writes, it is told, nothing stored before is harmed, and it is stored whole once there is room',
  async (name) => {
    const step = steps[name] ?? expect.fail();
    const before = await everything();
    let failed = 0;
    for (let write = 1; ; write++) {
      writes.failFrom(write);
      const outcome = await step().then(
        () => 'stored',
        (error: unknown) => error,
      );
      if (outcome === 'stored') break;
      failed += 1;
      expect(isOutOfRoom(outcome)).toBe(true);
      const after = await everything();
      // Sealing begins with a transition of its own, which is a whole step.
      expect([before, before.replace('"recording"', '"finished"')]).toContain(after);
    }
    expect(failed).toBeGreaterThan(0);
    expect(writes.count()).toBe(failed);
    expect(await everything()).not.toBe(before);
  },
);
