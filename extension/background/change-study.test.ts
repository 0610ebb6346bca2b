import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '../../shared/new-id.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { countHeldFor } from '../store/archives.ts';
import { type ArchiveRow, type Database, openDatabase } from '../store/database.ts';
import { changeStudy } from './change-study.ts';
import { loseAccess } from './lose-access.ts';
import { sendArchives } from './send-archives.ts';

const CODE = 'K7QM-2FXD-9RTA';
const study = (digit: string, host: string) => ({
  participantId: `01890000-0000-7000-8000-00000000000${digit}`,
  token: digit.repeat(30),
  serverUrl: `https://${host}.example`,
});
const [A, B] = [study('a', 'first'), study('b', 'second')];
let opened = 0;
let database: Database;
/** Whom a server makes of the device when it joins. */
let joins: typeof A;

beforeEach(async () => {
  fakeBrowser.reset();
  database = openDatabase(`change-study-${opened++}`);
  vi.stubGlobal('fetch', async () =>
    Response.json({ participantId: joins.participantId, token: joins.token }, { status: 201 }),
  );
  await writeStored('participant', A);
  await writeStored('consent', sampleConsent);
});
afterEach(() => vi.unstubAllGlobals());

function device() {
  // Servers that take nothing in: what is held and for whom is looked at here.
  const sending = sendArchives(database, {
    doFetch: () => Promise.reject(new TypeError('Failed to fetch')),
    locks: undefined,
    surroundings: async () => ({ connection: null, battery: null }),
    now: () => 1_000,
    random: () => 0.5,
  });
  return { sending, ...changeStudy(database, sending) };
}

async function seal(participantId: string): Promise<string> {
  const sessionId = newId(1);
  const waiting = { sessionId, state: 'sealed', attempts: 0, nextTryAt: 0, failure: null };
  const row = { ...waiting, archive: new Blob(['abc']), bytes: 3, summary: { startedAt: 1, participantId } };
  await database.archives.add(row as unknown as ArchiveRow); // nothing else of it is looked at here
  return sessionId;
}

const counts = async (): Promise<number[]> => {
  const rows = await database.archives.toArray();
  return [A, B].map(({ participantId }) => countHeldFor(participantId, rows));
};

test('F28: what a study has again does not wait for it any more, by whatever way the device came back', async () => {
  const { sending, join } = device();
  const sessionId = await seal(A.participantId);
  joins = B;
  await join(B.serverUrl, CODE);
  await sending.round();
  expect(await counts()).toEqual([1, 0]);
  joins = A;
  await join(A.serverUrl, CODE);
  await sending.round();
  const row = await database.archives.get(sessionId);
  expect(row?.state).not.toBe('held');
  expect(row).not.toHaveProperty('heldFor');
  expect(row?.failure ?? '').not.toContain('recorded for');
  await database.archives.update(sessionId, { state: 'confirmed' });
  expect(await counts()).toEqual([0, 0]);
});

test('F28: what waits for a study that refused the device waits for that study once the device has left it', async () => {
  const { sending, join, returnTo } = device();
  joins = B;
  await join(B.serverUrl, CODE);
  const sessionId = await seal(B.participantId);
  await loseAccess(database, B.token, 'Your access was ended.');
  expect(await database.archives.get(sessionId)).toMatchObject({ state: 'held', failure: 'Your access was ended.' });
  await returnTo(A.participantId);
  await sending.round();
  expect(await readStored('lostAccess')).toBeNull();
  const row = await database.archives.get(sessionId);
  expect(row).toMatchObject({ state: 'held', heldFor: B.participantId });
  expect(row?.failure).toMatch(/recorded for the study on second\.example/);
  expect(await counts()).toEqual([0, 1]);
});
