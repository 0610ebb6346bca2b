import { expect, test } from '@playwright/test';
import type { InteractionRow } from '../extension/store/database.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readRows, startSession } from './harness/participant.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

/** Listens and acts before anything asynchronous can have happened, and then keeps everybody waiting. */
const HASTY = `<!doctype html><html lang="en"><title>Hasty</title><button style="position:fixed;inset:0">Buy now</button><script>
  const button = document.querySelector('button');
  addEventListener('pointerdown', () => { button.textContent = 'Pressed'; }, true);
  addEventListener('click', () => { button.textContent = 'Bought'; history.replaceState(null, '', '/bought'); }, true);
  button.click();
  const end = performance.now() + 300;
  while (performance.now() < end);
  button.textContent = 'Buy another';
</script></html>`;

/** Its script keeps the parser waiting, while what came before it can be seen and clicked. */
const HELD = `<!doctype html><html lang="en"><title>Held</title><button style="position:fixed;inset:0" onclick="navigator.sendBeacon('/told?' + document.readyState)">Buy early</button>
  <script src="/late.js"></script><p>The rest</p></html>`;

const told: string[] = [];
let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((request, response) => {
    const [path, search] = (request.url ?? '').split('?');
    if (path === '/told') told.push(search ?? '');
    if (path === '/late.js') setTimeout(() => response.end(), 3_000);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(path === '/held' ? HELD : HASTY);
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

test('nothing of a page that is not recorded is kept, however early it was done (R8.7)', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.url}/before`);
  await page.getByRole('button').click();
  const options = await browser.openExtensionPage('options.html');
  expect(await readRows(options, 'interactions')).toEqual([]);
  await startSession(browser, null);
  await page.waitForTimeout(1_000);
  expect((await rows()).filter(({ captured }) => captured.action.type === 'click')).toEqual([]);
  await page.close();
  await options.close();
});

test('what happens before the page can be known to be recorded is recorded, as the page was before it reacted', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.url}/early`);
  await page.getByRole('button').click();
  await expect
    .poll(async () => summaryOf(await rows(), '/early').filter(([type]) => type === 'click').length)
    .toBeGreaterThanOrEqual(2);
  expect(summaryOf(await rows(), '/early')).toEqual([
    ['navigation', null, '/early'],
    ['click', 'Buy now', false],
    ['navigation', null, '/bought'],
    // The page's own listener renames the button when it is pressed.
    ['click', 'Buy another', true],
  ]);
  await page.close();
});

test('a press on a page that is still being loaded is recorded', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.url}/held`, { waitUntil: 'commit' });
  await page.getByRole('button').waitFor();
  await page.mouse.click(200, 200);
  await page.waitForLoadState('load');
  expect(told).toEqual(['loading']);
  await expect
    .poll(async () => summaryOf(await rows(), '/held'))
    .toEqual([
      ['navigation', null, '/held'],
      ['click', 'Buy early', true],
    ]);
  await page.close();
});

async function rows(): Promise<InteractionRow[]> {
  const page = await browser.openExtensionPage('options.html');
  const found = (await readRows(page, 'interactions')) as unknown as InteractionRow[]; // as the extension wrote them
  await page.close();
  return found;
}

/** Everything of the document that was loaded at the path, in order: type, name of the target, and one thing more. */
function summaryOf(all: readonly InteractionRow[], path: string): unknown[][] {
  const document = all.find(
    ({ captured: { action } }) => action.type === 'navigation' && action.toUrl.endsWith(path),
  )?.captured;
  return all
    .filter(({ captured }) => captured.pageId === document?.pageId)
    .toSorted((a, b) => a.captured.sequence - b.captured.sequence)
    .map(({ captured: { action, locators } }) => [
      action.type,
      'target' in locators ? locators.target.name : null,
      action.type === 'navigation' ? new URL(action.toUrl).pathname : action.isTrusted,
    ]);
}
