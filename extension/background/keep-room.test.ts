import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readStored, writeStored } from '../browser/stored.ts';
import { sessionControl } from '../record/session-control.ts';
import { stored } from '../settings.ts';
import { openDatabase, type Database, type SessionRow } from '../store/database.ts';
import { failingWrites, outOfRoom, type FailingWrites } from '../store/failing-writes.ts';
import { addSession, findCurrentSession, moveSession } from '../store/sessions.ts';
import { keepRoom } from './keep-room.ts';
import { requireDisk, requireRoom } from './measure-room.ts';

const MB = 1_000_000;
let database: Database;
let writes: FailingWrites;
let opened = 0;

beforeEach(async () => {
  database = openDatabase(`keep-room-${opened++}`);
  writes = failingWrites(database, outOfRoom());
  // Of the row only what a transition changes is asked for.
  await addSession(database, {
    id: 's',
    phase: 'recording',
    startedAt: 1,
    endedAt: null,
    pauses: [],
  } as unknown as SessionRow);
  await writeStored('trouble', null);
  await writeStored('settings', { ...stored.settings.initial, storageBudgetMb: 100 });
});
afterEach(() => vi.unstubAllGlobals());

function useMegabytes(used: number): void {
  const estimate = async () => ({ usage: used * MB, quota: 10_000 * MB });
  vi.stubGlobal('navigator', { storage: { estimate } });
}

const room = () => {
  const { pause } = sessionControl({
    now: () => 5,
    consent: async () => null,
    participantId: async () => null,
    sessionType: async () => 'human',
    device: async () => ({ extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' }),
    findScenario: () => undefined,
    add: async () => undefined,
    move: (from, to, change) => moveSession(database, from, to, change),
  });
  return keepRoom(database, { pauseForRoom: async () => void (await pause('storage-full')) });
};

test('a session records on while there is room, and is paused with its reason when there is none', async () => {
  useMegabytes(94);
  await room().stopWhenFull();
  expect((await findCurrentSession(database))?.phase).toBe('recording');
  useMegabytes(95);
  await room().stopWhenFull();
  await room().stopWhenFull();
  expect(await findCurrentSession(database)).toMatchObject({
    phase: 'paused',
    pauses: [{ from: 5, to: null, reason: 'storage-full' }],
  });
});

test('nothing is begun or gone on with where there is no room, and the participant is told where to make some', async () => {
  useMegabytes(20);
  await expect(requireRoom()).resolves.toBeUndefined();
  useMegabytes(200);
  await expect(requireRoom()).rejects.toThrow('Room on this device');
});

test('F7: what finds no room although there should be some is told outside of the database, and recording stops', async () => {
  useMegabytes(1);
  await room().notStored(outOfRoom());
  expect(await readStored('trouble')).toEqual({ kind: 'store', host: '' });
  expect((await findCurrentSession(database))?.phase).toBe('paused');
});

test('F7: where not even the pause can be written, the participant is told all the same', async () => {
  useMegabytes(1);
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  writes.failFrom(1);
  await room().notStored(outOfRoom());
  expect(await readStored('trouble')).toEqual({ kind: 'store', host: '' });
  expect(reported).toHaveBeenCalledWith(expect.stringContaining('QuotaExceededError'));
  reported.mockRestore();
});

test('F7: on a disk that others have filled nothing is written, not even that recording pauses', async () => {
  const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: MB, quota: 2 * MB }) } });
  await expect(requireDisk()).rejects.toMatchObject({ name: 'QuotaExceededError' });
  writes.failFrom(0);
  await room().notStored(outOfRoom());
  await room().stopWhenFull();
  expect(writes.count()).toBe(0);
  expect(await readStored('trouble')).toEqual({ kind: 'store', host: '' });
  expect(reported).toHaveBeenCalled();
  reported.mockRestore();
});

test('another failure is none of its business', async () => {
  await room().notStored(new Error('the page was closed'));
  expect(await readStored('trouble')).toBeNull();
  expect((await findCurrentSession(database))?.phase).toBe('recording');
});
