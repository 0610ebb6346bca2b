import 'fake-indexeddb/auto';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { writeStored } from '../../browser/stored.ts';
import { openDatabase } from '../../store/database.ts';
import { collectExport } from './collect-export.ts';

const enrolled = (digit: string) => ({
  participantId: `01890000-0000-7000-8000-00000000000${digit}`,
  token: `token-of-${digit}-`.padEnd(30, digit),
  serverUrl: `https://study-${digit}.example`,
});

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
});
afterEach(() => vi.unstubAllGlobals());

test('R11.6: of the studies that this device belongs and belonged to, all is in the file but the tokens', async () => {
  await writeStored('participant', enrolled('a'));
  await writeStored(
    'formerEnrolments',
    ['b', 'c'].map((digit) => ({ ...enrolled(digit), toldConsentAt: 1, duties: [], dutyFailure: null, away: null })),
  );
  const { zip, server } = await collectExport(openDatabase('collect-export'));
  expect(server).toBe('The server cannot be reached.');
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const content = Object.values(files)
    .map((file) => new TextDecoder().decode(file))
    .join();
  for (const { participantId, serverUrl, token } of ['a', 'b', 'c'].map(enrolled)) {
    expect(content).toContain(participantId);
    expect(content).toContain(serverUrl);
    expect(content).not.toContain(token);
  }
});
