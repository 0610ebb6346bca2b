import { expect, test, type Page } from '@playwright/test';
import type { InteractionRow } from '../extension/store/database.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readRows, startSession } from './harness/participant.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

const SHOP = `<!doctype html><html lang="en"><title>Shop</title>
<button onclick="window.open('/offer')">Offer</button>`;
const OFFER = `<!doctype html><html lang="en"><title>Offer</title>
<button onclick="window.close()">Close</button>
<button onclick="setTimeout(() => window.close(), 90)">Close soon</button>`;

const ROUNDS = 6;

let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(request.url === '/offer' ? OFFER : SHOP);
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

test('a click that closes its own tab is recorded in that tab, with the service worker stopped (R9.1)', async () => {
  await startSession(browser, null);
  const shop = await browser.context.newPage();
  await shop.goto(site.url);
  for (let round = 1; round <= ROUNDS; round++) {
    const offer = await openOffer(shop);
    await browser.stopServiceWorker();
    await Promise.all([
      offer.waitForEvent('close'),
      offer
        .getByRole('button')
        .nth(round % 2)
        .click({ noWaitAfter: true }),
    ]);
    await expect.poll(async () => (await closings()).length, { message: `round ${round}` }).toBe(round);
  }
  const tabs = (await closings()).map(({ tabId }) => tabId);
  expect(tabs.every((tabId) => tabId > 0)).toBe(true);
  expect(new Set(tabs).size).toBe(ROUNDS);
});

async function openOffer(shop: Page): Promise<Page> {
  const [offer] = await Promise.all([shop.waitForEvent('popup'), shop.getByRole('button').click()]);
  await offer.waitForLoadState('load');
  await offer.waitForTimeout(1_500);
  return offer;
}

/** What is stored of the clicks that closed a tab. */
async function closings(): Promise<InteractionRow[]> {
  const page = await browser.openExtensionPage('popup.html');
  const rows = (await readRows(page, 'interactions')) as unknown as InteractionRow[]; // as the extension wrote them
  await page.close();
  return rows.filter(
    ({ captured: { action, locators } }) =>
      action.type === 'click' && 'target' in locators && locators.target.name.startsWith('Close'),
  );
}
