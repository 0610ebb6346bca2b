import { expect, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readRows, startSession } from './harness/participant.ts';
import { startShop, type RunningShop } from './shop/server.ts';

let shop: RunningShop;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  shop = await startShop();
});
test.afterAll(() => shop.close());
test.beforeEach(async () => {
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterEach(() => browser.close());

test('a page without a recorder is told in words, and no longer once the participant is back in a shop', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const page = await browser.context.newPage();
  // Nothing listens there: the browser shows a page of its own at this address, closed to extensions.
  await page.goto('http://localhost:1/').catch((error: Error) => expect(error.message).toContain('ERR_'));
  await page.bringToFront();
  const words = text.trouble.silent('localhost:1');
  await expect(panel.getByText(words)).toBeVisible({ timeout: 35_000 });
  const gap = async () => {
    const [{ pauses } = { pauses: [] }] = await readRows(panel, 'sessions');
    return (pauses as { from: number; to: number | null; reason: string }[]).at(-1);
  };
  expect(await gap()).toMatchObject({ reason: 'recorder-missing', to: null });
  await page.waitForTimeout(2_000);
  await page.goto(shop.url);
  await expect(panel.getByText(words)).toHaveCount(0);
  await expect(panel.getByText(text.gap.reason['recorder-missing']).first()).toBeVisible();
  expect((await gap())?.to).not.toBeNull();
  await expect(panel.getByRole('alert').filter({ hasText: 'cannot' })).toHaveCount(0);
});

test('pictures that fail again and again are told in words, with the reason', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const page = await browser.context.newPage();
  await page.goto(shop.url);
  await page.bringToFront();
  // What must be painted over never stands still, so that no picture of it can be trusted.
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'password';
    field.style.cssText = 'position:fixed;top:0;z-index:99999';
    document.body.append(field);
    let at = 0;
    setInterval(() => (field.style.left = `${(at += 9) % 600}px`), 10);
  });
  const words = panel.getByText('No pictures can be taken of');
  for (let clicks = 0; clicks < 8 && !(await words.isVisible()); clicks++) {
    await page.mouse.click(600, 500 + clicks);
    await page.waitForTimeout(3_000);
  }
  await expect(words).toBeVisible({ timeout: 35_000 });
  await expect(words).toContainText('the page kept moving');
});

test('a page that browsers keep closed is no fault: the note is a quiet one', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const page = await browser.context.newPage();
  await page.goto('chrome://version');
  await page.bringToFront();
  await expect(panel.getByText(text.trouble.closed)).toBeVisible({ timeout: 35_000 });
  await expect(panel.getByRole('alert').filter({ hasText: text.trouble.closed })).toHaveCount(0);
});
