import { expect, test, type Page } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { isAbsent } from '../shared/interactions/absent.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { readArchive, type OpenArchive } from './harness/read-archive.ts';
import { serveSite, type Site } from './harness/serve-site.ts';
import { startShop } from './shop/server.ts';

/** Names under which this machine is a shop, a mail service and a shop that nobody chose. */
const [SHOP, MAIL, OTHER] = ['larkmoor.test', 'mail.larkmoor.test', 'elsewhere.test'] as const;
const FORM = `<form onsubmit="event.preventDefault()"><label>Name <input name="user"></label>
  <label>Password <input type="password"></label><button>Quiet button</button></form><p>quiet words</p>`;

function pageAt(path: string): string {
  if (path === '/hello') return `<h1>Sign in</h1>${FORM}`;
  const go = (to: string): string => `history.pushState(null, '', '${to}'); render()`;
  return `<main></main><script>
    function render() {
      document.querySelector('main').innerHTML = location.pathname === '/login'
        ? ${JSON.stringify(`${FORM}<button onclick="${go('/kettles')}">Leave</button>`).replaceAll('</', '<\\/')}
        : '<h1>Kettles</h1><button>Look around</button><button onclick="${go('/login').replaceAll("'", "\\'")}">Enter</button>'
    }
    render()</script>`;
}

let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    response.end(`<!doctype html><html lang="en"><title>Larkmoor</title><body>${pageAt(pathname)}</body></html>`);
  });
});
test.afterAll(() => {
  site.close();
});
test.beforeEach(async () => {
  browser = await launchBrowser({ args: ['--host-resolver-rules=MAP *.test 127.0.0.1'] });
  await joinOffline(browser, ['recording', 'training']);
});
test.afterEach(() => browser.close());

const at = (host: string, path = '/'): string => `http://${host}:${site.port}${path}`;

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.waitForTimeout(900);
}

async function typeAndPress(page: Page): Promise<void> {
  await page.getByLabel('Name').pressSequentially('oswin');
  await press(page, 'Quiet button');
}

async function finish(): Promise<OpenArchive> {
  const { sessionId } = await finishSession(browser);
  const page = await browser.openExtensionPage('options.html');
  return readArchive(new Uint8Array(await readArchiveBytes(page, sessionId)));
}

function expectNothingOf(words: readonly string[], { entries }: OpenArchive): void {
  for (const [path, bytes] of Object.entries(entries)) {
    if (/\.(webp|pack)$/.test(path)) continue;
    const content = new TextDecoder().decode(bytes);
    for (const word of words) expect(content.includes(word), `${word} in ${path}`).toBe(false);
  }
}

const namesOf = ({ interactions }: OpenArchive): string[] =>
  interactions.flatMap(({ action, locators }) =>
    action.type === 'click' && 'target' in locators ? [locators.target.name] : [],
  );

test('recording rests by itself on sign-in pages, in mails, and in single-page routes to them', async () => {
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const page = await browser.context.newPage();
  await page.goto(at(SHOP));
  await press(page, 'Look around');

  await page.goto(at(MAIL, '/hello'));
  await expect(panel.getByText(text.bounds.why.mail)).toBeVisible();
  await typeAndPress(page);
  await page.goto(at(SHOP, '/hello'));
  await expect(panel.getByText(text.bounds.why['sign-in'])).toBeVisible();
  await typeAndPress(page);
  await page.goto(at(SHOP));
  await expect(panel.getByText(text.bounds.restingHere)).toHaveCount(0);
  await press(page, 'Enter');
  await expect(panel.getByText(text.bounds.restingHere)).toBeVisible();
  await typeAndPress(page);
  await press(page, 'Leave');
  await expect(panel.getByText(text.bounds.restingHere)).toHaveCount(0);
  await press(page, 'Look around');

  const [frames, [session]] = await Promise.all([readRows(panel, 'frames'), readRows(panel, 'sessions')]);
  const pauses = session?.['pauses'] as { from: number; to: number; reason: string }[];
  expect(pauses).toHaveLength(3);
  const taken = frames.filter(({ frame }) => !isAbsent(frame as object));
  expect(taken.length).toBeGreaterThan(1);
  for (const { from, to } of pauses) {
    expect(to - from).toBeGreaterThan(800);
    expect(taken.filter((row) => Number(row['at']) > from && Number(row['at']) < to)).toEqual([]);
  }

  const archive = await finish();
  expect(namesOf(archive)).toEqual(['Look around', 'Enter', 'Look around']);
  expectNothingOf([MAIL, 'oswin', 'Quiet button', 'quiet words', '/hello', '/login', 'Sign in'], archive);
  expect(archive.session.pauses.map(({ reason }) => reason)).toEqual(Array(3).fill('sensitive-page'));
});

test('on chosen shops only, another site is recorded from the moment on when the participant chooses it', async () => {
  const options = await browser.openExtensionPage('options.html');
  await options.getByLabel(text.bounds.where.chosen).check();
  await options.getByRole('textbox', { name: text.bounds.chosen }).fill(at(SHOP, '/kettles'));
  await options.getByRole('button', { name: text.bounds.addTo(text.bounds.chosen) }).click();
  await options.close();
  await startSession(browser, null);
  const panel = await browser.openExtensionPage('sidepanel.html');
  const page = await browser.context.newPage();
  await page.goto(at(OTHER, '/one'));
  await expect(panel.getByText(text.bounds.why['not-chosen'])).toBeVisible();
  await press(page, 'Look around');
  await page.goto(at(SHOP));
  await press(page, 'Look around');
  await page.goto(at(OTHER, '/two'));
  await panel.getByRole('button', { name: text.bounds.chooseShop(OTHER) }).click();
  await expect(panel.getByText(text.bounds.restingHere)).toHaveCount(0);
  await press(page, 'Look around');

  const archive = await finish();
  expect(namesOf(archive)).toHaveLength(2);
  expect(new Set(archive.session.sites.map((host) => host.split(':')[0]))).toEqual(new Set([OTHER, SHOP]));
  expectNothingOf(['/one'], archive);
  expect(new Set(archive.session.pauses.map(({ reason }) => reason))).toEqual(new Set(['not-chosen']));
});

test('the shop’s own checkout is recorded, and the payment provider’s frame in it is not', async () => {
  const shop = await startShop();
  await startSession(browser, null);
  const page = await browser.context.newPage();
  await page.goto(`${shop.url}/checkout`);
  if (new URL(page.url()).pathname !== '/checkout') {
    await page.goto(`${shop.url}/search?q=kettle`);
    await page.getByRole('main').getByRole('link', { name: 'Gooseneck Pour-Over Kettle' }).first().click();
    await page.getByRole('radio', { name: 'Steel' }).check();
    await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
    await page.goto(`${shop.url}/checkout`);
  }
  await page.waitForTimeout(900);
  const address = page.frameLocator('iframe[title="Delivery address"]');
  await address.getByRole('textbox', { name: 'First name' }).pressSequentially('Oswin');
  const card = page.frameLocator('iframe[title="Secure card payment"]');
  await card.getByLabel('Name on card').pressSequentially('Oswin Larch');
  await page.waitForTimeout(900);
  await page.getByRole('radio', { name: /Express/ }).check();
  await page.waitForTimeout(900);
  const archive = await finish();
  await shop.close();
  expect(namesOf(archive).some((name) => name.includes('Express'))).toBe(true);
  const fields = archive.interactions.flatMap(({ action, locators }) =>
    action.type === 'input' && 'target' in locators ? [locators.target.name] : [],
  );
  expect(fields).toEqual(['First name']);
  expectNothingOf(['Name on card', 'Oswin', new URL(shop.frameUrl).host], archive);
});
