import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sampleCertificate } from '../shared/api/sample-certificate.ts';
import { readStored } from './browser/stored.ts';

beforeEach(() => fakeBrowser.reset());

const enrolled = {
  participantId: '01890000-0000-7000-8000-00000000000a',
  token: 't',
  serverUrl: 'https://old.example',
};

test('what earlier versions kept of what servers are owed and have erased is read on', async () => {
  const withdrawal = { act: 'withdraw', purposes: ['training'], at: 1 };
  const erasure = { serverUrl: 'https://older.example', certificate: sampleCertificate };
  await fakeBrowser.storage.local.set({
    participant: { ...enrolled, participantId: '01890000-0000-7000-8000-00000000000b' },
    duties: [withdrawal],
    formerEnrolments: [{ ...enrolled, toldConsentAt: 5 }],
    erasure,
  });
  expect(await readStored('duties')).toEqual([withdrawal]);
  expect(await readStored('formerEnrolments')).toEqual([
    { ...enrolled, toldConsentAt: 5, duties: [], dutyFailure: null, away: null },
  ]);
  expect(await readStored('erasure')).toEqual([erasure]);
  await fakeBrowser.storage.local.set({ erasure: null });
  expect(await readStored('erasure')).toEqual([]);
});
