import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { askRecorder, findFrontTab, isHostAllowed } from '../browser/front-tab.ts';
import { readStored } from '../browser/stored.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { beginRest } from '../store/rests.ts';
import { sampleSessionRow } from '../store/sample-session-row.ts';
import { addSession } from '../store/sessions.ts';
import { keepTrouble, pageHasTold, testRecording } from './test-recording.ts';

vi.mock('../browser/front-tab.ts');

const session = sampleSessionRow();
const RESTING = { kind: 'resting', host: '', reason: 'mail' } as const;
let database: Database;
let opened = 0;

beforeEach(async () => {
  fakeBrowser.reset();
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ usage: 0, quota: 1e10 }) } });
  database = openDatabase(`test-recording-${opened++}`);
  await addSession(database, session);
  vi.mocked(findFrontTab).mockResolvedValue({ id: 1, url: 'https://shop.test/' });
  vi.mocked(isHostAllowed).mockResolvedValue(true);
});
afterEach(() => vi.unstubAllGlobals());

const pauses = async () => (await database.sessions.get(session.id))?.pauses;
async function pageRests(at: number): Promise<void> {
  await beginRest(database, session.id, at, 'sensitive-page');
  await keepTrouble(RESTING);
}

test('a page that is recorded ends the rest of one that has gone without a word', async () => {
  await pageRests(Date.now() - 5_000);
  vi.mocked(askRecorder).mockResolvedValue('recording');
  await testRecording(database);
  expect(await pauses()).toMatchObject([{ to: expect.any(Number) }]);
  expect(await readStored('trouble')).toBeNull();
});

test('what the page before was found to be ends no rest that a page tells of meanwhile, nor the word of it', async () => {
  vi.mocked(askRecorder).mockImplementation(async () => {
    // The shop's page has answered, and then there is another one.
    pageHasTold();
    await pageRests(Date.now());
    return 'recording';
  });
  await testRecording(database);
  expect(await pauses()).toMatchObject([{ to: null, reason: 'sensitive-page' }]);
  expect(await readStored('trouble')).toEqual(RESTING);
});
