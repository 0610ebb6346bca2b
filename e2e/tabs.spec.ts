import { expect, test, type Page } from '@playwright/test';
import type { InteractionRow } from '../extension/store/database.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readRows, startSession } from './harness/participant.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

/** Tabs, windows and frames as pages and participants open and leave them. */

const page = (title: string, body: string): string => `<!doctype html><html lang="en"><title>${title}</title>${body}`;
const PAGES: Record<string, (port: number) => string> = {
  '/': (port) =>
    page(
      'Shop',
      `<a href="/next">Next</a><button onclick="window.open('/popup', '', 'width=400,height=300')">Small window</button>
       <form action="/sent"><input name="q" type="search" aria-label="Search" value="lamp" style="position:fixed;left:500px;top:300px"></form>
       <button onclick="document.forms[0].submit()">Send by script</button>
       <button onclick="show('http://localhost:${port}/inner')">Attach</button>
       <button onclick="show().write('<button>Written</button>')">Write</button>
       <script>addEventListener('pageshow', ({ persisted }) => {
         if (persisted) void fetch('/restored?' + location.pathname);
       });
       function show(src) {
         const frame = document.createElement('iframe');
         if (src) frame.src = src;
         document.body.append(frame);
         return frame.contentDocument;
       }</script>`,
    ),
  '/around': () => page('Around', '<button>Outside</button><iframe src="/inner"></iframe>'),
};
const ANY = (path: string): string => page(path, `<button>Here at ${path.slice(1)}</button>`);

const SEARCH = [550, 310] as const;

let site: Site;
/** Paths of the pages that came back from the cache, as they told. */
const restored: string[] = [];
let browser: RecordedBrowser;
/** Opened before the recording began. */
let early: { first: Page; second: Page };

test.beforeAll(async () => {
  site = await serveSite((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site.test');
    if (pathname === '/restored') restored.push(search.slice(1));
    response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGES[pathname]?.(site.port) ?? ANY(pathname));
  }, null);
  browser = await launchBrowser({
    without: ['--disable-back-forward-cache'],
    args: ['--enable-features=BackForwardCache', '--disable-features=BackForwardCacheMemoryControls'],
  });
  await joinOffline(browser, ['recording', 'training']);
  early = { first: await opened('/around'), second: await opened('/old') };
  await startSession(browser, null);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

test('pages that were open before the recording began are recorded in every tab and frame from then on', async () => {
  const { first, second } = early;
  await second.bringToFront();
  await second.getByRole('button').click();
  await first.bringToFront();
  await first.getByRole('button').click();
  await first.frameLocator('iframe').getByRole('button').click();
  await expect
    .poll(async () => (await clicks()).map(({ name }) => name))
    .toEqual(['Here at old', 'Outside', 'Here at inner']);
  const [old, outside, inner] = await clicks();
  expect(outside?.row.tabId).not.toBe(old?.row.tabId);
  expect([inner?.row.tabId, inner?.row.frameId === 0]).toEqual([outside?.row.tabId, false]);
  const way = inner?.framePath.join(' >> ') ?? '';
  await expect(first.locator(way).contentFrame().getByRole('button')).toHaveText('Here at inner');
  await first.close();
  await second.close();
});

test('a tab or window that an action opens is recorded with its opener, and what is done in it', async () => {
  const shop = await opened('/');
  const open: Record<string, () => Promise<void>> = {
    'by the middle button': () => shop.getByText('Next').click({ button: 'middle' }),
    'by Ctrl and a click': () => shop.getByText('Next').click({ modifiers: ['Control'] }),
    'by a script, as a window of its own': () => shop.getByText('Small window').click(),
  };
  for (const [way, act] of Object.entries(open)) {
    const [tab] = await Promise.all([browser.context.waitForEvent('page'), act()]);
    await tab.waitForLoadState('load');
    await tab.bringToFront();
    await tab.getByRole('button').click();
    const path = new URL(tab.url()).pathname.slice(1);
    const ofTab = async () => (await clicks()).findLast(({ name }) => name === `Here at ${path}`);
    await expect.poll(async () => (await ofTab())?.name, { message: way }).toBe(`Here at ${path}`);
    const opener = (await clicks()).findLast(({ name }) => name === 'Next' || name === 'Small window');
    const tabId = (await ofTab())?.row.tabId;
    const all = await rows();
    const events = all.flatMap((row) => (row.captured.action.type === 'tab' && row.tabId === tabId ? [row] : []));
    expect(tabId, way).not.toBe(opener?.row.tabId);
    expect(
      events.map(({ captured: { action } }) => 'openerTabId' in action && action.openerTabId),
      way,
    ).toContain(opener?.row.tabId);
    await tab.close();
  }
  await shop.close();
});

test('a page that comes back from the back/forward cache is a navigation, and is recorded on', async () => {
  const shop = await opened('/');
  await shop.getByText('Next').click();
  await shop.getByText('Here at next').waitFor();
  await shop.waitForTimeout(600);
  // Playwright waits for a document to load, which none does here.
  await shop.evaluate(() => void setTimeout(() => history.back(), 0));
  await expect.poll(() => restored).toEqual(['/']);
  await shop.mouse.click(...SEARCH);
  await expect.poll(async () => (await clicks()).at(-1)?.name).toBe('Search');
  const last = (await clicks()).at(-1)?.row;
  const ofPage = (await rows()).filter(({ captured }) => captured.pageId === last?.captured.pageId);
  expect(
    ofPage.map(({ captured: { action } }) => (action.type === 'navigation' ? action.cause : action.type)).slice(1),
  ).toEqual(['click', 'restored', 'click']);
  await shop.close();
});

test('a form that a script sends leads to its page as a form does', async () => {
  const shop = await opened('/');
  await shop.getByText('Send by script').click();
  await shop.getByText('Here at sent').waitFor();
  const commits = async () => {
    const screen = await browser.openExtensionPage('options.html');
    const found = await readRows(screen, 'commits');
    await screen.close();
    return found.filter(({ url }) => String(url).includes('/sent')).map(({ cause }) => cause);
  };
  await expect.poll(commits).toEqual(['form']);
  await shop.close();
});

test('frames that come late, from another origin or written by a script, are recorded with the way to them', async () => {
  const shop = await opened('/');
  for (const [opens, inside] of [
    ['Attach', 'Here at inner'],
    ['Write', 'Written'],
  ] as const) {
    await shop.getByText(opens).click();
    await shop.frameLocator('iframe').last().getByRole('button', { name: inside }).click();
    await expect.poll(async () => (await clicks()).at(-1)?.name).toBe(inside);
  }
  const [attached, written] = (await clicks()).filter(({ name }) => /^(Here at inner|Written)$/.test(name)).slice(-2);
  expect(attached?.framePath).toEqual([`iframe[src^="http://localhost:${site.port}"]`]);
  const way = written?.framePath ?? [];
  expect(way.length).toBe(1);
  await expect(shop.locator(way.join()).contentFrame().getByRole('button')).toHaveText('Written');
  expect(attached?.row.frameId).not.toBe(0);
  expect(written?.row.frameId).not.toBe(0);
  await shop.close();
});

async function opened(path: string): Promise<Page> {
  const tab = await browser.context.newPage();
  await tab.goto(`${site.url}${path}`);
  await tab.waitForTimeout(600);
  return tab;
}

async function rows(): Promise<InteractionRow[]> {
  const screen = await browser.openExtensionPage('options.html');
  const found = (await readRows(screen, 'interactions')) as unknown as InteractionRow[]; // as the extension wrote them
  await screen.close();
  return found.toSorted((a, b) => a.at - b.at || a.captured.sequence - b.captured.sequence);
}

/** What was clicked so far, in order. */
async function clicks(): Promise<{ row: InteractionRow; name: string; framePath: string[] }[]> {
  const all = await rows();
  return all.flatMap((row) => {
    const { action, locators } = row.captured;
    return action.type === 'click' && 'target' in locators
      ? [{ row, name: locators.target.name, framePath: locators.framePath }]
      : [];
  });
}
