import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { type ArchiveRow, type Database, openDatabase, type SessionRow } from './database.ts';
import { eraseDevice, findUndecided, findUnsent, keepWithdrawn } from './rights.ts';

let database: Database;
let count = 0;
beforeEach(() => {
  database = openDatabase(`rights-${count++}`);
});

/** What these functions look at; the rest of a row plays no part. */
const addSession = (id: string, phase: SessionRow['phase']) => database.sessions.add({ id, phase } as SessionRow);
const addArchive = (sessionId: string, facts: Partial<ArchiveRow>) =>
  database.archives.add({ sessionId, archive: new Blob(['x']), failure: null, ...facts } as ArchiveRow);

test('what the server has not accepted is unsent, and the session under way comes first', async () => {
  await addSession('a', 'sealed');
  await addArchive('a', { state: 'sealed' });
  await addSession('b', 'sealed');
  await addArchive('b', { state: 'confirmed' });
  await addSession('c', 'sealed');
  await addArchive('c', { state: 'held' });
  await addSession('d', 'recording');
  expect(await findUnsent(database)).toEqual(['d', 'a', 'c']);
});

test('R8.13: what was recorded under a withdrawn consent is kept for good, what is packed later too', async () => {
  const recordedUnder = (id: string, grantedAt: number) =>
    database.sessions.add({ id, phase: 'sealed', consent: { grantedAt } } as SessionRow);
  for (const id of ['sealed', 'sending', 'held', 'confirmed']) {
    await recordedUnder(id, 100);
    await addArchive(id, { state: id as ArchiveRow['state'] });
  }
  await recordedUnder('later', 100);
  await recordedUnder('anew', 300);
  await addArchive('anew', { state: 'sealed' });
  const states = async () => {
    const rows = await database.archives.toArray();
    return Object.fromEntries(rows.map(({ sessionId, state }) => [sessionId, state]));
  };
  await keepWithdrawn(database, 200);
  const kept = { sealed: 'kept', sending: 'kept', held: 'kept', confirmed: 'confirmed', anew: 'sealed' };
  expect(await states()).toEqual(kept);
  await addArchive('later', { state: 'sealed' });
  await keepWithdrawn(database, 200);
  expect(await states()).toEqual({ ...kept, later: 'kept' });
});

test('R11.6: erasing the device leaves no row in any table', async () => {
  await addSession('a', 'sealed');
  await addArchive('a', { state: 'confirmed' });
  await database.pictures.add({ sessionId: 'a', sha256: 'f'.repeat(64), webp: new Blob(['x']) });
  await database.audio.add({ sessionId: 'a', index: 0, webm: new Blob(['x']), untilMs: 1 });
  await eraseDevice(database);
  for (const table of database.tables) expect([table.name, await table.count()]).toEqual([table.name, 0]);
});

test('the server is asked again about what it had not decided, and not about anything else', async () => {
  await addArchive('new', { state: 'accepted', screening: 'unscanned' });
  await addArchive('asked', { state: 'confirmed', screening: 'unscanned', screenedAt: 90 });
  await addArchive('kept', { state: 'confirmed', screening: 'quarantined', screenedAt: 10 });
  await addArchive('kept-asked', { state: 'confirmed', screening: 'quarantined', screenedAt: 60 });
  await addArchive('clear', { state: 'confirmed', screening: 'clear' });
  await addArchive('unsent', { state: 'sealed' });
  // Asked about when the clock was days ahead.
  await addArchive('ahead', { state: 'confirmed', screening: 'unscanned', screenedAt: 3 * 24 * 60 * 60 * 1000 });
  const asked = (await findUndecided(database, { unscanned: 80, quarantined: 50 })).map(({ sessionId }) => sessionId);
  expect(asked.toSorted()).toEqual(['ahead', 'kept', 'new']);
});
