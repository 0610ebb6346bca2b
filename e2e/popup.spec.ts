import { expect, test, type Page } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, startSession } from './harness/participant.ts';

let browser: RecordedBrowser;
test.beforeAll(async () => {
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(() => browser.close());

const hint = (popup: Page): Promise<number> =>
  popup.evaluate(() => Number(getComputedStyle(document.querySelector('footer') ?? document.body, '::before').opacity));

test('a popup that goes on below its fold shows that it does, until its end is in sight', async () => {
  await startSession(browser, 'compare-and-order-shoes');
  const popup = await browser.openExtensionPage('popup.html');
  // Browsers let no popup grow higher.
  await popup.setViewportSize({ width: 360, height: 600 });
  await expect(popup.getByRole('button', { name: text.recording.finish })).toBeInViewport();
  await expect(popup.getByRole('button', { name: text.recording.giveUp })).not.toBeInViewport();
  await expect.poll(() => hint(popup)).toBe(1);
  await popup.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(popup.getByRole('button', { name: text.recording.giveUp })).toBeInViewport();
  await expect.poll(() => hint(popup)).toBe(0);
  await popup.setViewportSize({ width: 360, height: 1_400 });
  await expect.poll(() => hint(popup)).toBe(0);
});
