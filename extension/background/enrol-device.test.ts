import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readStored, writeStored } from '../browser/stored.ts';
import { enrolDevice, returnToStudy } from './enrol-device.ts';

const CODE = 'K7QM-2FXD-9RTA';
const OLD = {
  participantId: '01890000-0000-7000-8000-00000000000a',
  token: 'o'.repeat(30),
  serverUrl: 'https://old.example',
};
const NEW_ID = '01890000-0000-7000-8000-00000000000b';
let requests: { url: string; body: string }[];
/** Whom the server makes of the device. */
let participantId: string;

beforeEach(async () => {
  fakeBrowser.reset();
  requests = [];
  participantId = NEW_ID;
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    requests.push({ url, body });
    return Response.json({ participantId, token: 'n'.repeat(30) }, { status: 201 });
  });
  await writeStored('participant', OLD);
  await writeStored('toldConsentAt', 5);
  await writeStored('consent', {
    version: '2026-11-01',
    textSha256: 'a'.repeat(64),
    language: 'en',
    grantedAt: 7,
    purposes: ['recording'],
  });
});
afterEach(() => vi.unstubAllGlobals());

test('F28: joining another server gives it nothing of the old one, and keeps the way back', async () => {
  await writeStored('lostAccess', { reason: 'revoked', at: 1 });
  await enrolDevice('https://new.example', CODE);
  expect(requests.map(({ url }) => url)).toEqual(['https://new.example/v1/enrolments']);
  expect(requests[0]?.body).not.toContain(OLD.token);
  expect(await readStored('participant')).toMatchObject({ participantId: NEW_ID, serverUrl: 'https://new.example' });
  expect(await readStored('formerEnrolments')).toMatchObject([{ ...OLD, toldConsentAt: 5 }]);
  expect(await readStored('lostAccess')).toBeNull();

  await returnToStudy(OLD.participantId);
  expect([await readStored('participant'), await readStored('toldConsentAt')]).toEqual([OLD, 5]);
  expect(await readStored('formerEnrolments')).toMatchObject([{ participantId: NEW_ID, toldConsentAt: 7 }]);
  expect(requests).toHaveLength(1);
});

test('F28: a server that has moved and knows the participant again leaves no former study behind', async () => {
  participantId = OLD.participantId;
  await enrolDevice('https://new.example', CODE);
  expect(await readStored('participant')).toMatchObject({
    ...OLD,
    token: 'n'.repeat(30),
    serverUrl: 'https://new.example',
  });
  expect(await readStored('formerEnrolments')).toEqual([]);
});

test('what a server has still to be told goes with its enrolment, there and back, and to no other server', async () => {
  const withdrawal = { act: 'withdraw' as const, purposes: ['training' as const], at: 1 };
  await writeStored('duties', [withdrawal]);
  await writeStored('dutyFailure', 'The server cannot be reached.');
  await enrolDevice('https://new.example', CODE);
  expect([await readStored('duties'), await readStored('dutyFailure')]).toEqual([[], null]);
  const owing = { ...OLD, duties: [withdrawal], dutyFailure: 'The server cannot be reached.' };
  expect(await readStored('formerEnrolments')).toMatchObject([owing]);
  await returnToStudy(OLD.participantId);
  expect([await readStored('duties'), await readStored('dutyFailure')]).toEqual([[withdrawal], owing.dutyFailure]);
  expect(await readStored('formerEnrolments')).toMatchObject([{ participantId: NEW_ID, duties: [] }]);
});

test('a device that joins its own study again still owes it what it has not told', async () => {
  participantId = OLD.participantId;
  await writeStored('duties', [{ act: 'erase' }]);
  await enrolDevice(OLD.serverUrl, CODE);
  expect(await readStored('duties')).toEqual([{ act: 'erase' }]);
});

test('a study that this device has never belonged to cannot be returned to', async () => {
  await expect(returnToStudy(NEW_ID)).rejects.toThrow(/does not know that study/);
});
