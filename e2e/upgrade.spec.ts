import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type { Envelope } from '../extension/messages.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readRows } from './harness/participant.ts';

/** So many that to upgrade them takes several times as long as to kill a browser. */
const SESSIONS = 12_000;
let profile: string;
test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'codesight-upgrade-'));
});
test.afterAll(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));

/** Puts a store of version 3 in the place of today's, whose sessions know of no narration, and holds on to it. */
function keepOldStore(page: Page, count: number): Promise<void> {
  return page.evaluate(async (sessions) => {
    const done = (request: IDBRequest | IDBTransaction): Promise<unknown> =>
      new Promise((resolve, reject) => {
        request.addEventListener(request instanceof IDBTransaction ? 'complete' : 'success', resolve);
        request.addEventListener('error', () => reject(request.error ?? new Error('The store did not answer.')));
      });
    indexedDB.deleteDatabase('codesight');
    // What Dexie calls version 3.
    const opening = indexedDB.open('codesight', 30);
    opening.addEventListener('upgradeneeded', () => {
      const declared = {
        sessions: ['id', 'phase', 'startedAt'],
        interactions: ['id', 'sessionId', ['sessionId', 'at']],
        frames: ['id', 'sessionId', ['sessionId', 'at']],
        pictures: [['sessionId', 'sha256'], 'sessionId'],
        archives: ['sessionId', 'state', 'nextTryAt'],
        deltas: [['sessionId', 'sha256'], 'sessionId'],
        known: [['sessionId', 'tabId'], 'sessionId'],
        commits: ['id', 'sessionId'],
        audio: [['sessionId', 'index'], 'sessionId'],
        termDigests: [['sessionId', 'placeholder'], 'sessionId'],
        termKeys: ['sessionId'],
      };
      for (const [name, [keyPath = null, ...indexes]] of Object.entries(declared)) {
        const store = opening.result.createObjectStore(name, { keyPath });
        for (const path of indexes) store.createIndex(Array.isArray(path) ? `[${path.join('+')}]` : path, path);
      }
    });
    await done(opening);
    const writing = opening.result.transaction('sessions', 'readwrite', { durability: 'strict' });
    for (let index = 0; index < sessions; index++) {
      const pauses = [{ from: index, to: index + 1 }];
      const id = `01890000-0000-7000-8000-${String(index).padStart(12, '0')}`;
      writing.objectStore('sessions').put({ id, phase: 'sealed', startedAt: index, pauses, judgement: null });
    }
    await done(writing);
    (globalThis as unknown as { held: IDBDatabase }).held = opening.result;
  }, count);
}

/** Lets the extension need its store, which then waits to be upgraded. */
function needStore(page: Page): Promise<void> {
  return page.evaluate(() => {
    type Chrome = { runtime: { sendMessage(envelope: Envelope): Promise<unknown> } };
    // It is answered once the store is there; nobody waits for that here.
    void (globalThis as unknown as { chrome: Chrome }).chrome.runtime
      .sendMessage({ message: 'networkReturned', data: {} })
      .catch(() => undefined);
  });
}

/** SIGKILL: nothing in the browser gets a chance to say anything. */
async function prepareKill({ context }: RecordedBrowser): Promise<() => Promise<void>> {
  const session = await context.browser()?.newBrowserCDPSession();
  const main = (await session?.send('SystemInfo.getProcessInfo'))?.processInfo.find((one) => one.type === 'browser');
  if (main === undefined) throw new Error('The browser does not know its own process.');
  const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
  return async () => {
    process.kill(main.id, 'SIGKILL');
    await gone;
  };
}

test('F8: a browser that is killed while its store is being upgraded upgrades it at the next start, and nothing is missing', async () => {
  const browser = await launchBrowser({ profile });
  await joinOffline(browser, ['recording', 'training']);
  const page = await browser.openExtensionPage('microphone.html');
  const [worker] = browser.context.serviceWorkers();
  const blocked = worker?.waitForEvent('console', {
    predicate: (told) => told.text().includes('blocked'),
    timeout: 20_000,
  });
  await keepOldStore(page, SESSIONS);
  await needStore(page);
  await blocked;
  const killNow = await prepareKill(browser);
  // It has waited for this connection; whoever asks next waits for the upgrade.
  const upgraded = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        (globalThis as unknown as { held: IDBDatabase }).held.close();
        indexedDB.open('codesight').addEventListener('success', () => resolve(true));
        setTimeout(() => resolve(false), 60);
      }),
  );
  expect(upgraded).toBe(false);
  await killNow();

  const next = await launchBrowser({ profile });
  try {
    const options = await next.openExtensionPage('options.html');
    // All of them, all as today's code reads them.
    const found = async (): Promise<unknown> => {
      const rows = await readRows(options, 'sessions');
      const forms = rows.map(({ narration, pauses }) => [narration, (pauses as { reason?: string }[])[0]?.reason]);
      return [rows.length, [...new Set(forms.map((form) => JSON.stringify(form)))]];
    };
    await expect.poll(found, { timeout: 30_000 }).toEqual([SESSIONS, ['[null,"participant"]']]);
  } finally {
    await next.close();
  }
});
