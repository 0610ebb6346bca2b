import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '../../shared/new-id.ts';
import { uploadHeaders } from '../../shared/api/receipt.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { stored } from '../settings.ts';
import { type ArchiveRow, type Database, openDatabase } from '../store/database.ts';
import type { Surroundings } from '../sync/why-wait.ts';
import { sendArchives, type SendWorld } from './send-archives.ts';

const PARTICIPANT = '01890000-0000-7000-8000-00000000000a';
let opened = 0;
let database: Database;
let surroundings: Surroundings;
let now: number;
/** Methods and sessions of the requests, in order. */
let asked: string[];
let answer: (method: string, init: RequestInit) => Promise<Response>;

beforeEach(async () => {
  fakeBrowser.reset();
  database = openDatabase(`send-archives-${opened++}`);
  surroundings = { connection: null, battery: null };
  now = 1_000_000;
  asked = [];
  answer = async () => new Response(null, { status: 404 });
  await writeStored('participant', { participantId: PARTICIPANT, token: 't', serverUrl: 'https://study.example' });
  await writeStored('consent', {
    version: '2026-11-01',
    textSha256: 'a'.repeat(64),
    language: 'en',
    grantedAt: 1,
    purposes: ['recording'],
  });
});

const open = (): ReturnType<typeof sendArchives> => {
  const world: SendWorld = {
    doFetch: async (url, init) => {
      asked.push(`${init.method} ${url.slice(-1)}`);
      return await answer(init.method ?? '', init);
    },
    locks: undefined,
    surroundings: async () => surroundings,
    now: () => now,
    random: () => 0.5,
  };
  return sendArchives(database, world);
};

/** An archive whose session ends in this digit, begun at that moment. */
async function seal(digit: number): Promise<string> {
  const sessionId = newId(1).slice(0, -1) + digit;
  const row: Partial<ArchiveRow> = {
    sessionId,
    sha256: 'ab'.repeat(32),
    bytes: 3,
    archive: new Blob(['abc']),
    summary: { startedAt: digit } as ArchiveRow['summary'],
    state: 'sealed',
    attempts: 0,
    nextTryAt: 0,
    failure: null,
    acceptedAt: null,
  };
  await database.archives.add(row as ArchiveRow); // nothing else of it is looked at here
  return sessionId;
}

/** Holds everything, so that there is nothing to send but much to hear. */
const holding = async (method: string): Promise<Response> =>
  new Response(null, {
    status: method === 'HEAD' ? 204 : 500,
    headers: {
      [uploadHeaders.offset]: '3',
      [uploadHeaders.complete]: '?1',
      [uploadHeaders.digest]: `sha-256=:${btoa(String.fromCharCode(...Array.from({ length: 32 }, () => 0xab)))}:`,
    },
  });

test('sessions go in the order that is set', async () => {
  for (const digit of [2, 1, 3]) await seal(digit);
  answer = holding;
  await writeStored('settings', { ...stored.settings.initial, sendOrder: 'newest-first' });
  await open().round();
  expect(asked.slice(0, 3)).toEqual(['HEAD 3', 'HEAD 2', 'HEAD 1']);
});

test('over a metered connection everything waits and says why, but for what the participant asked for', async () => {
  const [first] = [await seal(1), await seal(2)];
  answer = holding;
  surroundings = { connection: { type: 'cellular' }, battery: null };
  const sending = open();
  await sending.round();
  expect([asked, await readStored('sendingWaits')]).toEqual([[], 'metered']);
  await sending.ask(first);
  await sending.round();
  expect(asked[0]).toBe('HEAD 1');
  expect(asked).not.toContain('HEAD 2');
  surroundings = { connection: { type: 'wifi' }, battery: null };
  await sending.round();
  expect(asked).toContain('HEAD 2');
  expect(await readStored('sendingWaits')).toBeNull();
});

test('a device that comes to a metered connection in the middle of a round sends no more of it', async () => {
  for (const digit of [1, 2]) await seal(digit);
  answer = async (method) => {
    surroundings = { connection: { type: 'cellular' }, battery: null };
    return await holding(method);
  };
  await open().round();
  expect(asked.filter((one) => one.startsWith('HEAD'))).toEqual(['HEAD 1']);
});

test('a reason to wait is over when nothing waits for it any more', async () => {
  await seal(1);
  surroundings = { connection: null, battery: { level: 0.1, charging: false } };
  const sending = open();
  await sending.round();
  expect(await readStored('sendingWaits')).toBe('battery');
  await database.archives.clear();
  await sending.round();
  expect(await readStored('sendingWaits')).toBeNull();
  await sending.pause();
  await sending.round();
  expect(await readStored('sendingWaits')).toBe('paused');
});

test('pausing breaks off what is being sent, counts nothing against it, and nothing more is asked until it is resumed', async () => {
  await seal(1);
  const sending = open();
  answer = async (method, { signal }) => {
    if (method === 'HEAD') return new Response(null, { status: 404 });
    void sending.pause();
    return await new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  };
  await sending.round();
  const [row] = await database.archives.toArray();
  expect(row).toMatchObject({ state: 'sealed', attempts: 0, failure: null, nextTryAt: 0 });
  const before = asked.length;
  await sending.round();
  expect(asked.length).toBe(before);
  await writeStored('sendingPaused', false);
  answer = holding;
  await sending.round();
  expect(await database.archives.where({ state: 'accepted' }).count()).toBe(1);
});

test('a server that is out of reach is asked for one archive and then left alone; a button asks it at once', async () => {
  for (const digit of [1, 2, 3]) await seal(digit);
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  const sending = open();
  for (let times = 0; times < 5; times++) await sending.round();
  expect(asked).toEqual(['HEAD 1']);
  const away = await readStored('serverAway');
  expect(away).toEqual({ tries: 1, nextTryAt: now + 2_500 });
  now += 2_500;
  await sending.round();
  expect(asked).toHaveLength(2);
  expect((await readStored('serverAway'))?.tries).toBe(2);
  answer = holding;
  await sending.ask();
  await sending.round();
  expect(await database.archives.where({ state: 'accepted' }).count()).toBe(3);
  expect(await readStored('serverAway')).toBeNull();
});

test('a clock that is set back by months keeps nobody from asking the server again', async () => {
  await seal(1);
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  now = 100 * 24 * 60 * 60 * 1000;
  const sending = open();
  await sending.round();
  now = 1_000;
  await sending.round();
  expect(asked).toHaveLength(2);
});

test('while a withdrawal has not reached the server nothing is asked, and without a consent nothing is sent', async () => {
  await seal(1);
  await writeStored('duties', [{ act: 'withdraw', purposes: ['training'], at: 1 }]);
  await open().round();
  expect(asked).toEqual([]);
  await writeStored('duties', []);
  await writeStored('serverAway', null);
  await database.archives.toCollection().modify({ nextTryAt: 0 });
  await writeStored('consent', null);
  await open().round();
  expect(asked).toEqual([]);
});

test('F28: what was recorded for another study is not even asked about here: it is held, in words, and keeps back nothing', async () => {
  const former = '01890000-0000-7000-8000-00000000000b';
  await writeStored('formerEnrolments', [
    {
      participantId: former,
      token: 'u',
      serverUrl: 'https://old.example:8443',
      toldConsentAt: 1,
      duties: [],
      dutyFailure: null,
      away: null,
    },
  ]);
  const [theirs, arrived, ours] = [await seal(1), await seal(2), await seal(3)];
  const belongs = (participantId: string, startedAt: number) => ({
    summary: { participantId, startedAt } as ArchiveRow['summary'],
  });
  await database.archives.update(theirs, { ...belongs(former, 1), state: 'sending', askedFor: true });
  await database.archives.update(arrived, { ...belongs(former, 2), state: 'accepted', screening: 'unscanned' });
  await database.archives.update(ours, belongs(PARTICIPANT, 3));
  answer = holding;
  const sending = open();
  await sending.round();
  expect(new Set(asked.map((one) => one.slice(-1)))).toEqual(new Set(['3']));
  const held = await database.archives.get(theirs);
  expect(held).toMatchObject({ state: 'held', heldFor: former });
  expect(held?.failure).toMatch(/recorded for the study on old\.example:8443.*Return to that study, or save it/);
  expect((await database.archives.get(arrived))?.state).toBe('accepted');

  // “Send everything now” does not send it to the wrong one either.
  asked = [];
  await sending.ask();
  await sending.round();
  expect(asked.filter((one) => !one.endsWith('3'))).toEqual([]);
  expect(await database.archives.get(theirs)).toMatchObject({ state: 'held', askedFor: false });

  await writeStored('participant', { participantId: former, token: 'u', serverUrl: 'https://old.example:8443' });
  await sending.round();
  expect(asked).toEqual(expect.arrayContaining(['HEAD 1', 'HEAD 2']));
  expect(await database.archives.get(theirs)).toMatchObject({ state: 'accepted', failure: null });
});

test('F28: a session from before any study goes to the first one, and from its first byte on to no other', async () => {
  const sessionId = await seal(1);
  answer = async (method) => new Response(null, { status: method === 'HEAD' ? 404 : 503 });
  const sending = open();
  await sending.round();
  expect(asked).toEqual(['HEAD 1', 'PUT 1']);
  const next = '01890000-0000-7000-8000-00000000000c';
  await writeStored('participant', { participantId: next, token: 'v', serverUrl: 'https://new.example' });
  await sending.hurry();
  await sending.round();
  expect(asked).toHaveLength(2);
  expect(await database.archives.get(sessionId)).toMatchObject({ state: 'held', heldFor: PARTICIPANT });
});
