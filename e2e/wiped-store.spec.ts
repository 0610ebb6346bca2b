import { expect, test, type Page } from '@playwright/test';
import { formatMoment } from '../extension/ui/format/format-time.ts';
import { text } from '../extension/ui/text.ts';
import { makeArchive } from '../sync-server/ingest/make-archive.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { readArchive } from './harness/read-archive.ts';
import { seedOutbox } from './harness/seed-outbox.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

let site: Site;
let browser: RecordedBrowser;
test.beforeAll(async () => {
  site = await serveSite((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><html lang="en"><title>Larkmoor</title><h1>Kettles</h1><button>Stir</button>');
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

type Chrome = {
  storage: { local: { get(key: string): Promise<Record<string, unknown>> } };
  action: { getBadgeText(of: object): Promise<string> };
};

/** Whether pages are told to record, and what the toolbar says. */
const shown = (page: Page): Promise<unknown[]> =>
  page.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: Chrome };
    return [(await chrome.storage.local.get('recording'))['recording'], await chrome.action.getBadgeText({})];
  });

async function shop(): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(site.url);
  await page.getByRole('button', { name: 'Stir' }).click();
  return page;
}

/** The words without the moment, which depends on when it was noticed. */
function lostWords(count: number): string {
  return text.storage.lost(count, formatMoment(0)).split(' It was noticed')[0] ?? '';
}

test('F6: a store that is cleared during a recording ends it in words, and the next recording works', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const page = await shop();
  await expect.poll(async () => (await readRows(panel, 'interactions')).length).toBeGreaterThan(0);
  const cdp = await browser.context.newCDPSession(panel);
  await cdp.send('Storage.clearDataForOrigin', {
    origin: `chrome-extension://${browser.extensionId}`,
    storageTypes: 'indexeddb',
  });
  await page.getByRole('button', { name: 'Stir' }).click();
  await page.bringToFront();
  await expect(panel.getByText(lostWords(1))).toBeVisible({ timeout: 40_000 });
  await expect.poll(() => shown(panel)).toEqual([null, '!']);
  // She is still who she was.
  await expect(panel.getByRole('button', { name: text.task.start })).toBeVisible();
  await panel.getByRole('button', { name: text.storage.lostRead }).click();
  await expect(panel.getByText(lostWords(1))).toHaveCount(0);

  await startSession(browser, null);
  await page.getByRole('button', { name: 'Stir' }).click();
  const { sessionId } = await finishSession(browser);
  const { interactions } = await readArchive(new Uint8Array(await readArchiveBytes(panel, sessionId)));
  expect(interactions.filter(({ action }) => action.type === 'click')).toHaveLength(1);
  await panel.close();
  await page.close();
});

test('F6: a store that is deleted while sessions wait to be sent is noticed, and the screens go on', async () => {
  const panel = await browser.openExtensionPage('sidepanel.html');
  const made = makeArchive();
  await seedOutbox(panel, [made]);
  const page = await shop();
  const known = (): Promise<unknown> =>
    panel.evaluate(async () => {
      const { storage } = (globalThis as unknown as { chrome: Chrome }).chrome;
      return (await storage.local.get('unsentSessions'))['unsentSessions'];
    });
  await expect.poll(known, { timeout: 40_000 }).toContain(made.sessionId);
  const waiting = (await readRows(panel, 'archives')).length;
  await panel.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const deletion = indexedDB.deleteDatabase('codesight');
        deletion.addEventListener('success', resolve);
        deletion.addEventListener('error', () => reject(deletion.error ?? new Error('The store was not deleted.')));
      }),
  );
  await page.reload();
  await expect(panel.getByText(lostWords(waiting))).toBeVisible({ timeout: 40_000 });
  await expect(panel.getByText(text.queue.empty)).toBeVisible();
  await expect.poll(() => shown(panel)).toEqual([null, '!']);
});
