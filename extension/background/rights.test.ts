import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sampleCertificate } from '../../shared/api/sample-certificate.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { openDatabase } from '../store/database.ts';
import { returnToStudy } from './enrol-device.ts';
import { limits } from '../../shared/limits.ts';
import { rights } from './rights.ts';

const enrolled = (digit: string) => ({
  participantId: `01890000-0000-7000-8000-00000000000${digit}`,
  token: `token-of-${digit}`,
  serverUrl: `https://${digit}.example`,
});
const [OLD, PRESENT] = [enrolled('a'), enrolled('b')];
const certificateOf = (host: string) => ({
  ...sampleCertificate,
  id: `01890000-0000-7000-8000-0000000000c${host[0]}`,
});
/** Each request with its host and token, in order. */
let asked: string[];
/** What a host answers; one that is not named is out of reach. */
let hosts: Record<string, (method: string) => Response | Promise<Response>>;
const willing = (host: string) => (method: string) =>
  method === 'DELETE' ? Response.json(certificateOf(host), { status: 202 }) : new Response(null, { status: 204 });
let own: ReturnType<typeof rights>;
let opened = 0;

beforeEach(async () => {
  fakeBrowser.reset();
  asked = [];
  hosts = { 'a.example': willing('a.example'), 'b.example': willing('b.example') };
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', headers }: RequestInit) => {
    const { host, pathname } = new URL(url);
    asked.push(`${method} ${host}${pathname} ${new Headers(headers).get('authorization')}`);
    const answer = hosts[host];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return await answer(method);
  });
  const noRecording = { stop: async () => undefined, publish: async () => undefined };
  own = rights(openDatabase(`rights-${opened++}`), noRecording);
  await writeStored('consent', sampleConsent);
  await writeStored('participant', PRESENT);
  await writeStored('toldConsentAt', sampleConsent.grantedAt);
  await writeStored('formerEnrolments', [
    { ...OLD, toldConsentAt: sampleConsent.grantedAt, duties: [], dutyFailure: null, away: null },
  ]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const everythingStored = async (): Promise<string> => JSON.stringify(await fakeBrowser.storage.local.get(null));

test('a withdrawal reaches the server of each study that the device has joined, with the token that it knows', async () => {
  await own.withdraw(['training'], 'keep');
  expect(await own.tell()).toBe(true);
  await own.tellFormer();
  expect(asked.toSorted()).toEqual([
    'POST a.example/v1/me/withdrawal Bearer token-of-a',
    'POST b.example/v1/me/withdrawal Bearer token-of-b',
  ]);
  expect(await readStored('duties')).toEqual([]);
  expect(await readStored('formerEnrolments')).toMatchObject([{ ...OLD, duties: [] }]);
  await own.tellFormer();
  expect(asked).toHaveLength(2);
});

test('a former study that could not be told of a withdrawal is told after the return to it, before anything is sent', async () => {
  delete hosts['a.example'];
  await own.withdraw(['training'], 'keep');
  await own.tellFormer();
  expect(await own.tell()).toBe(true);
  await returnToStudy(OLD.participantId);
  expect(await readStored('dutyFailure')).toBe('The server cannot be reached.');
  expect(await own.tell()).toBe(false);
  hosts['a.example'] = willing('a.example');
  asked = [];
  expect(await own.tell()).toBe(true);
  expect(asked).toEqual(['POST a.example/v1/me/withdrawal Bearer token-of-a']);
});

test('a former study’s server that does not answer stays owed, keeps nobody waiting, and is asked again ever more seldom', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  delete hosts['a.example'];
  await own.withdraw(['training'], 'keep');
  for (let round = 0; round < 3; round++) await own.tellFormer();
  expect(asked).toHaveLength(1);
  const [waiting] = await readStored('formerEnrolments');
  expect(waiting).toMatchObject({ dutyFailure: 'The server cannot be reached.', away: { tries: 1 } });
  expect(waiting?.duties).toMatchObject([{ act: 'withdraw', purposes: ['training'] }]);
  vi.setSystemTime(Math.ceil(waiting?.away?.nextTryAt ?? 0));
  await own.tellFormer();
  expect((await readStored('formerEnrolments'))[0]?.away?.tries).toBe(2);
  // What is withdrawn next is told at once, with all that was owed before it.
  hosts['a.example'] = willing('a.example');
  asked = [];
  await own.withdraw(['audio'], 'keep');
  await own.tellFormer();
  expect(asked).toHaveLength(2);
  expect((await readStored('formerEnrolments'))[0]).toMatchObject({ duties: [], dutyFailure: null, away: null });
});

test('R11.6: erasing everything erases at every study’s server, and then no token is left here', async () => {
  await own.withdraw(['training'], 'keep');
  await own.eraseEverything();
  await expect(returnToStudy(OLD.participantId)).rejects.toThrow(/is to erase everything/);
  expect(await own.tell()).toBe(false);
  await own.tellFormer();
  expect(asked.toSorted()).toEqual([
    'DELETE a.example/v1/me Bearer token-of-a',
    'DELETE b.example/v1/me Bearer token-of-b',
  ]);
  expect(await readStored('participant')).toBeNull();
  expect(await readStored('formerEnrolments')).toEqual([]);
  expect(await everythingStored()).not.toContain('token-of-');
  // Both certificates are the participant's.
  const erasures = (await readStored('erasure')).map(({ serverUrl, certificate }) => [serverUrl, certificate.id]);
  expect(Object.fromEntries(erasures)).toEqual({
    [OLD.serverUrl]: certificateOf('a').id,
    [PRESENT.serverUrl]: certificateOf('b').id,
  });
});

test('an erasure that a former study’s server does not take in stays owed to it, in its words, when the present one has erased', async () => {
  const refused = { error: { code: 'UNAUTHENTICATED', message: 'This token was revoked.' } };
  hosts['a.example'] = () => Response.json(refused, { status: 401 });
  await own.eraseEverything();
  await own.tell();
  await own.tellFormer();
  expect([await readStored('participant'), await readStored('lostAccess')]).toEqual([null, null]);
  const [left] = await readStored('formerEnrolments');
  expect(left).toMatchObject({ ...OLD, duties: [{ act: 'erase' }], dutyFailure: 'This token was revoked.' });
  // The administrator of that study has erased her meanwhile.
  hosts['a.example'] = () => Response.json({ error: { code: 'ERASED', message: 'Erased.' } }, { status: 410 });
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + limits.maxRetryAfterMs);
  await own.tellFormer();
  expect(await readStored('formerEnrolments')).toEqual([]);
});

test('who belongs to no study now is erased by the former ones all the same', async () => {
  await writeStored('participant', null);
  await own.eraseEverything();
  expect(await own.tell()).toBe(false);
  await own.tellFormer();
  expect(asked).toEqual(['DELETE a.example/v1/me Bearer token-of-a']);
  expect(await readStored('formerEnrolments')).toEqual([]);
});

test('something else that answers in a server’s place erases nothing in anybody’s eyes', async () => {
  hosts['a.example'] = () => Response.json({ welcome: 'to our network' });
  await own.eraseEverything();
  await own.tellFormer();
  expect((await readStored('formerEnrolments'))[0]?.dutyFailure).toMatch(/other than a CodeSight server/);
});

/** Runs `meanwhile` while the first request to this host with this method is under way. */
function duringRequest(host: string, method: string, meanwhile: () => Promise<void>): void {
  let over = false;
  hosts[host] = async (used) => {
    if (used === method && !over) {
      over = true;
      await meanwhile();
    }
    return willing(host)(used);
  };
}

test('a consent that is told while the device changes its study is written down as known to the study that was told', async () => {
  await writeStored('consent', { ...sampleConsent, grantedAt: sampleConsent.grantedAt + 1 });
  duringRequest('b.example', 'PUT', () => returnToStudy(OLD.participantId));
  expect(await own.tell()).toBe(false);
  expect(await readStored('toldConsentAt')).toBe(sampleConsent.grantedAt);
  expect(await readStored('formerEnrolments')).toMatchObject([
    { ...PRESENT, toldConsentAt: sampleConsent.grantedAt + 1 },
  ]);
  asked = [];
  expect(await own.tell()).toBe(true);
  expect(asked).toEqual(['PUT a.example/v1/me/consent Bearer token-of-a']);
});

test('who changes the study while a withdrawal is told does not agree to anything for the study that is left', async () => {
  await own.withdraw(['training'], 'keep');
  await writeStored('consent', { ...sampleConsent, grantedAt: Date.now() + 1 });
  duringRequest('b.example', 'POST', () => returnToStudy(OLD.participantId));
  expect(await own.tell()).toBe(false);
  expect(asked).toEqual(['POST b.example/v1/me/withdrawal Bearer token-of-b']);
  expect(await readStored('duties')).toMatchObject([{ act: 'withdraw' }]);
  expect(await readStored('formerEnrolments')).toMatchObject([{ ...PRESENT, duties: [] }]);
});

test('an erasure that is told while the device changes its study ends the enrolment that was erased, and no other', async () => {
  await writeStored('duties', [{ act: 'erase' }]);
  duringRequest('b.example', 'DELETE', () => returnToStudy(OLD.participantId));
  expect(await own.tell()).toBe(false);
  expect([await readStored('participant'), await readStored('formerEnrolments')]).toEqual([OLD, []]);
  expect(await readStored('toldConsentAt')).toBe(sampleConsent.grantedAt);
});

test('who has everything erased while a withdrawal is told has it erased', async () => {
  await own.withdraw(['training'], 'keep');
  duringRequest('b.example', 'POST', () => own.eraseEverything());
  await own.tell();
  expect(await readStored('duties')).toEqual([{ act: 'erase' }]);
});
