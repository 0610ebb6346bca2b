import { expect, test } from '@playwright/test';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, startSession } from './harness/participant.ts';
import { readArchive } from './harness/read-archive.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

/** A picture is asked for three times, 3 s each, and what comes in late has 2 s more; the rest is the computer's. */
const SEALED_BY_MS = 20_000;
const SHOP = `<!doctype html><html lang="en"><title>Shop</title><button style="position:fixed;inset:0">Buy</button><script>
  document.querySelector('button').addEventListener('click', () => {
    for (const end = performance.now() + Number(location.search.slice(1)); performance.now() < end;);
  });
</script></html>`;

let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(SHOP);
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

for (const [how, hangsMs] of [
  ['for a while', 6_000],
  ['for longer than anybody waits', 40_000],
] as const) {
  test(`a session that is finished while its page hangs ${how} is sealed soon, with everything that the page could still tell`, async () => {
    await startSession(browser, null);
    const shop = await browser.context.newPage();
    await shop.goto(`${site.url}/?${hangsMs}`);
    await shop.waitForTimeout(1_500);
    await shop.mouse.click(20, 20, { button: 'middle' });
    await shop.waitForTimeout(1_000);
    // Answered only when the page goes on.
    const press = shop.mouse.click(20, 20).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const finishedAt = Date.now();
    const { sessionId } = await finishSession(browser);
    expect(Date.now() - finishedAt).toBeLessThan(SEALED_BY_MS);
    const screen = await browser.openExtensionPage('options.html');
    const { interactions } = await readArchive(Uint8Array.from(await readArchiveBytes(screen, sessionId)));
    await screen.close();
    const buttons = interactions.flatMap(({ action }) => (action.type === 'click' ? [action.button] : []));
    expect(buttons[0]).toBe('middle');
    if (hangsMs < SEALED_BY_MS) {
      await press;
      expect(buttons).toEqual(['middle', 'left']);
    }
    await shop.close();
  });
}
