import { writeFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import type { Envelope } from '../extension/messages.ts';
import { text } from '../extension/ui/text.ts';
import type { CapturedInteraction } from '../shared/interactions/interaction.ts';
import { isAbsent } from '../shared/interactions/absent.ts';
import type { Pixels } from '../shared/frames/rebuild-frame.ts';
import { verifyArchive } from '../sync-server/ingest/verify-archive.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { pictureOf } from './harness/picture-of.ts';
import { readArchive } from './harness/read-archive.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

const NAMES = ['First', 'Second', 'Third', 'Fourth'] as const;
const PAGE = `<!doctype html><html lang="en"><title>Larkmoor</title><h1>Kettles</h1>
  ${NAMES.map((name) => `<button onclick="document.querySelector('h1').textContent += ' ${name}'">${name}</button>`).join('')}`;

/** Photographs are what coarser pictures save on. */
const PHOTOGRAPH = `<svg width="900" height="500"><filter id="f"><feTurbulence baseFrequency=".03" numOctaves="5" seed="4"/></filter>
  <rect width="900" height="500" filter="url(#f)"/></svg>`;

let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite(({ url }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(url === '/photograph' ? PAGE + PHOTOGRAPH : PAGE);
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

/** What the toolbar's button says. */
function toolbar(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    type Chrome = { action: Record<'getBadgeText' | 'getTitle', (of: object) => Promise<string>> };
    const { action } = (globalThis as unknown as { chrome: Chrome }).chrome;
    return [await action.getBadgeText({}), await action.getTitle({})];
  });
}

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
  await expect(panel.getByText(text.storage.roomAgain)).toBeVisible();
  // The toolbar says so at the next look around, without anybody having opened anything.
  await page.bringToFront();
  await expect.poll(() => toolbar(panel)).toEqual(['▶', expect.stringContaining('There is room again')]);
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

test('F7: what a page has sent while the disk is full outlives the page, also when it could leave nothing behind', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const pretendUsed = await pretend(panel);
  const page = await browser.context.newPage();
  await page.goto(`http://localhost:${site.port}/`);
  await page.getByRole('button', { name: 'First' }).click();
  const clicks = async (): Promise<unknown[]> => {
    const rows = await readRows(panel, 'interactions');
    return rows.flatMap(({ captured }) => {
      const { action, locators } = captured as CapturedInteraction; // as the store was given it
      return action.type === 'click' && 'target' in locators ? [locators.target.name] : [];
    });
  };
  await expect.poll(clicks).toEqual(['First']);

  // The whole quota is used up, as by others that fill the disk.
  await pretendUsed(5);
  await page.getByRole('button', { name: 'Second' }).click();
  const keysOf = (area: 'session' | 'local', kind: string): Promise<string[]> =>
    panel.evaluate(
      async ([name, start]) => {
        const { storage } = (globalThis as unknown as { chrome: { storage: Record<string, Area> } }).chrome;
        type Area = { get(keys: null): Promise<object> };
        return Object.keys((await storage[name]?.get(null)) ?? {}).filter((key) => key.startsWith(start));
      },
      [area, kind] as const,
    );
  await expect.poll(() => keysOf('session', 'unstored:')).toHaveLength(1);
  await page.close();
  // On a disk that is really full this may not have been written.
  const left = await keysOf('local', 'left-behind:');
  await panel.evaluate(async (keys) => {
    type Chrome = { storage: { local: { remove(names: string[]): Promise<void> } } };
    await (globalThis as unknown as { chrome: Chrome }).chrome.storage.local.remove(keys);
  }, left);
  await browser.stopServiceWorker();

  await pretendUsed(null);
  await panel.evaluate(() => {
    type Chrome = { runtime: { sendMessage(envelope: Envelope): Promise<unknown> } };
    const envelope = { message: 'networkReturned', data: {} } as const;
    return (globalThis as unknown as { chrome: Chrome }).chrome.runtime.sendMessage(envelope).then(() => undefined);
  });
  await expect.poll(clicks, { timeout: 40_000 }).toEqual(['First', 'Second']);
  expect(await keysOf('session', 'unstored:')).toEqual([]);
  await finishSession(browser);
});

/** Records a press on a page with a photograph; the last picture of it, as every reader rebuilds it, and the largest file of all. */
async function recordPhotograph(panel: Page): Promise<{ shown: Pixels; mostBytes: number }> {
  await startSession(browser, null);
  const page = await browser.context.newPage();
  await page.goto(`http://localhost:${site.port}/photograph`);
  await page.getByRole('button', { name: 'First' }).click();
  const pressed = async (): Promise<boolean> =>
    (await readRows(panel, 'frames')).some((row) => row['occasion'] === 'after' && !isAbsent(row['frame'] as object));
  await expect.poll(pressed, { timeout: 30_000 }).toBe(true);
  const { sessionId } = await finishSession(browser);
  await page.close();

  const bytes = new Uint8Array(await readArchiveBytes(panel, sessionId));
  const path = test.info().outputPath(`${sessionId}.zip`);
  await writeFile(path, bytes);
  // As the server does: each byte, each picture, each way from one frame to the next.
  expect((await verifyArchive(path)).manifest.session.sessionId).toBe(sessionId);
  const archive = await readArchive(bytes);
  const after = archive.interactions.flatMap(({ action, screenshots }) =>
    action.type === 'click' && 'sha256' in screenshots.after ? [screenshots.after.sha256] : [],
  );
  return {
    shown: await pictureOf(archive, after.at(-1) ?? ''),
    mostBytes: Math.max(...Array.from(archive.pictures.values(), ({ length }) => length)),
  };
}

test('F7: pictures of a device with little room take fewer bytes, show the same, and their archive is whole', async () => {
  const panel = await browser.openExtensionPage('sidepanel.html');
  const pretendUsed = await pretend(panel);
  const usual = await recordPhotograph(panel);
  await pretendUsed(0.88);
  await expect(panel.getByText(text.storage.level.smaller)).toBeVisible();
  const coarse = await recordPhotograph(panel);
  await pretendUsed(null);

  expect(coarse.mostBytes).toBeLessThan(0.8 * usual.mostBytes);
  expect([coarse.shown.width, coarse.shown.height]).toEqual([usual.shown.width, usual.shown.height]);
  let difference = 0;
  for (const [at, value] of coarse.shown.data.entries()) difference += Math.abs(value - (usual.shown.data[at] ?? 0));
  // Of 255, over all pixels.
  expect(difference / coarse.shown.data.length).toBeLessThan(6);
});
