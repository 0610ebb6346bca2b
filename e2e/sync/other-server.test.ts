import './fake-browser.ts';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolDevice, returnToStudy } from '../../extension/background/enrol-device.ts';
import { rights } from '../../extension/background/rights.ts';
import { readStored } from '../../extension/browser/stored.ts';
import { makeArchive } from '../../sync-server/ingest/make-archive.ts';
import { countStates, fillOutbox, join, openContext } from './profile.ts';
import { openStudy, type Study } from './study.ts';

let old: Study;
let other: Study;
beforeAll(async () => {
  [old, other] = await Promise.all([openStudy(), openStudy()]);
});
afterAll(() => Promise.all([old.close(), other.close()]));

async function makeCode(study: Study, participantId?: string): Promise<string> {
  const order = { label: 'test', ...(participantId === undefined ? {} : { participantId }) };
  return (await study.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', order)).code;
}

test('F28: who joins another server, and comes back to one that has moved, has each session at the server it is for', async () => {
  const access = await old.enrol();
  await join(access);
  const requests: string[] = [];
  const doFetch = (url: string, init: RequestInit): Promise<Response> => {
    requests.push(url);
    return fetch(url, init);
  };
  const { database, sending } = openContext('two-studies', { doFetch });
  const forOld = [1, 2, 3].map(() => makeArchive({ participantId: access.participantId }));
  await fillOutbox(database, forOld);

  const joined = await enrolDevice(other.url(), await makeCode(other));
  const forOther = [1, 2].map(() => makeArchive({ participantId: joined.participantId }));
  await fillOutbox(database, forOther);
  await sending.round();
  expect(await countStates(database)).toEqual({ held: 3, accepted: 2 });
  expect([...(await other.stored()).keys()].toSorted()).toEqual(forOther.map(({ sessionId }) => sessionId).toSorted());
  // Not even their ids were told.
  expect(requests.filter((url) => forOld.some(({ sessionId }) => url.includes(sessionId)))).toEqual([]);
  expect((await old.stored()).size).toBe(0);

  // The old server has moved meanwhile: the enrolment comes back with the code that is made for its participant.
  await returnToStudy(access.participantId);
  await old.server.stop();
  await old.server.start();
  expect(old.url()).not.toBe(access.serverUrl);
  const back = await enrolDevice(old.url(), await makeCode(old, access.participantId));
  expect(back.participantId).toBe(access.participantId);
  expect((await readStored('formerEnrolments')).map(({ participantId }) => participantId)).toEqual([
    joined.participantId,
  ]);
  await sending.hurry();
  await sending.round();
  expect(await countStates(database)).toEqual({ accepted: 5 });
  const stored = await old.stored();
  expect(forOld.map(({ sessionId }) => stored.get(sessionId))).toEqual(forOld.map(({ sha256 }) => sha256));
  expect(stored.size).toBe(3);
});

test('R8.13: what is withdrawn and erased while at another study reaches the former one too', async () => {
  fakeBrowser.reset();
  const access = await old.enrol();
  await join(access);
  const { database } = openContext('owed-to-two');
  const joined = await enrolDevice(other.url(), await makeCode(other));
  const own = rights(database, { stop: async () => undefined, publish: async () => undefined });
  const withdrawals = async (study: Study, participantId: string): Promise<unknown[]> => {
    const { items } = await study.api<{ items: { act: string; details: unknown }[] }>('GET', '/v1/admin/audit');
    return items.filter((one) => one.act === 'withdraw-consent' && JSON.stringify(one).includes(participantId));
  };
  const tellAll = async (): Promise<boolean> => (await Promise.all([own.tell(), own.tellFormer()]))[0];

  await own.withdraw(['training'], 'keep');
  expect(await tellAll()).toBe(true);
  const told = [{ details: { purposes: ['training'] } }];
  expect(await withdrawals(old, access.participantId)).toMatchObject(told);
  expect(await withdrawals(other, joined.participantId)).toMatchObject(told);

  await own.eraseEverything();
  expect(await tellAll()).toBe(false);
  expect([await readStored('participant'), await readStored('erasure')]).toMatchObject([null, [{}, {}]]);
  const erasedAt = (await readStored('erasure')).map(({ serverUrl }) => serverUrl);
  expect(new Set(erasedAt)).toEqual(new Set([old.url(), other.url()]));
  expect(await readStored('formerEnrolments')).toEqual([]);
});
