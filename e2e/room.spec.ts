import { expect, test, type Page } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { isAbsent } from '../shared/interactions/absent.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { readArchive } from './harness/read-archive.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

const NAMES = ['First', 'Second', 'Third', 'Fourth'] as const;
const PAGE = `<!doctype html><html lang="en"><title>Larkmoor</title><h1>Kettles</h1>
  ${NAMES.map((name) => `<button onclick="document.querySelector('h1').textContent += ' ${name}'">${name}</button>`).join('')}`;

let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(PAGE);
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

/** Lets the browser say that so much of the extension's standard room is used; null is the truth again. */
async function pretend(page: Page): Promise<(usedShare: number | null) => Promise<void>> {
  // It pretends as long as this is attached.
  const cdp = await browser.context.newCDPSession(page);
  // Beside this, what a few interactions and pictures take counts for little.
  await page.evaluate(async () => {
    const ballast = await caches.open('ballast');
    await ballast.put('https://ballast.test/', new Response(new Blob([new Uint8Array(20_000_000)])));
  });
  return async (usedShare) => {
    const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
    await cdp.send('Storage.overrideQuotaForOrigin', {
      origin: `chrome-extension://${browser.extensionId}`,
      // A fifth of what the browser gives is the standard.
      ...(usedShare === null ? {} : { quotaSize: Math.round((usage * 5) / usedShare) }),
    });
  };
}

test('F7: where room runs out pictures give way, then recording stops in words; nothing acknowledged is lost', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const pretendUsed = await pretend(panel);
  const page = await browser.context.newPage();
  await page.goto(`http://localhost:${site.port}/`);
  const press = async (name: (typeof NAMES)[number]): Promise<void> => {
    await page.getByRole('button', { name }).click();
    await page.waitForTimeout(1_200);
  };
  await press('First');

  await pretendUsed(0.88);
  await expect(panel.getByText(text.storage.level.smaller)).toBeVisible();
  await press('Second');
  // Its picture comes later than usual, and is there before the room is used up.
  await page.waitForTimeout(3_000);

  await pretendUsed(1.1);
  await expect(panel.getByText(text.storage.level.full)).toBeVisible();
  // The next moment at which there would be a picture is the one at which there is none, and recording stops.
  await press('Third');
  await expect(panel.getByText(text.storage.paused)).toBeVisible();
  const stored = await readRows(panel, 'interactions');
  await press('Fourth');
  expect(await readRows(panel, 'interactions')).toHaveLength(stored.length);

  await panel.getByRole('button', { name: text.recording.resume }).click();
  await expect(panel.getByText(/no room left on this device/).last()).toBeVisible();
  await pretendUsed(null);
  await expect(panel.getByText(text.storage.level.full)).toHaveCount(0);
  await panel.getByRole('button', { name: text.recording.resume }).click();
  await expect(panel.getByRole('button', { name: text.recording.pause })).toBeVisible();
  await press('First');

  const { sessionId } = await finishSession(browser);
  const { session, interactions } = await readArchive(new Uint8Array(await readArchiveBytes(panel, sessionId)));
  const clicks = interactions.filter(({ action }) => action.type === 'click');
  const named = (name: string) =>
    clicks.filter(({ locators }) => 'target' in locators && locators.target.name === name);
  expect([named('First').length, named('Second').length, named('Fourth').length]).toEqual([2, 1, 0]);
  const kept = new Set(interactions.map(({ id }) => id));
  expect(stored.filter(({ id }) => !kept.has(String(id)))).toEqual([]);
  expect([...named('First'), ...named('Second')].map(({ screenshots }) => isAbsent(screenshots.after))).toEqual(
    Array(3).fill(false),
  );
  expect(named('Third').map(({ screenshots }) => isAbsent(screenshots.after))).not.toContain(false);
  expect(session.pauses).toMatchObject([{ reason: 'storage-full' }]);
});
