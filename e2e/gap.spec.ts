import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { readArchive } from './harness/read-archive.ts';
import { serveSite, type Site } from './harness/serve-site.ts';
import { waitFor } from './harness/wait-for.ts';

let site: Site;
let profile: string;
const opened: RecordedBrowser[] = [];

test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'codesight-gap-'));
  site = await serveSite((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Larkmoor</title><button>Before</button><button>After</button>');
  });
});
test.afterAll(async () => {
  site.close();
  await opened.at(-1)?.close();
  await rm(profile, { recursive: true, force: true });
});

async function open(): Promise<RecordedBrowser> {
  const browser = await launchBrowser({ profile });
  opened.push(browser);
  return browser;
}

/** SIGKILL: nothing in the browser gets a chance to say anything. */
async function kill(browser: RecordedBrowser): Promise<void> {
  const cdp = await browser.context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await cdp?.send('SystemInfo.getProcessInfo')) ?? {};
  const gone = new Promise((resolve) => browser.context.once('close', resolve));
  const main = processInfo.find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('the browser does not tell its process');
  process.kill(main.id, 'SIGKILL');
  await gone;
}

async function press(browser: RecordedBrowser, name: string): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(site.url);
  await page.getByRole('button', { name }).click();
  await page.waitForTimeout(500);
}

test('R8.10: a session goes on after the browser was killed, with a gap that is seen in the panel and in the archive', async () => {
  let browser = await open();
  await joinOffline(browser, ['recording', 'training']);
  await startSession(browser, null);
  await press(browser, 'Before');
  const options = await browser.openExtensionPage('options.html');
  await waitFor('the click in the store', async () => (await readRows(options, 'interactions')).length >= 2);
  const killedAt = Date.now();
  await kill(browser);
  await new Promise((resolve) => setTimeout(resolve, 2_000));

  browser = await open();
  const panel = await browser.openExtensionPage('sidepanel.html');
  await expect(panel.getByText(text.gap.reason['browser-stopped'])).toBeVisible();
  const backAt = Date.now();
  await press(browser, 'After');
  const { sessionId } = await finishSession(browser);
  const archive = await readArchive(new Uint8Array(await readArchiveBytes(panel, sessionId)));
  expect(archive.session.pauses).toMatchObject([{ reason: 'browser-stopped' }]);
  const { from, to } = archive.session.pauses[0] ?? { from: Infinity, to: 0 };
  expect(from).toBeLessThanOrEqual(killedAt);
  expect(to).toBeGreaterThan(killedAt + 2_000);
  expect(to).toBeLessThanOrEqual(backAt);
  const clicks = archive.interactions.filter(({ action }) => action.type === 'click');
  expect(clicks.map(({ locators }) => ('target' in locators ? locators.target.name : ''))).toEqual(['Before', 'After']);
  expect(archive.steps.filter(({ unrecorded }) => unrecorded?.reason === 'browser-stopped')).toHaveLength(1);
  const reasons = archive.quality.dimensions.flatMap((dimension) => dimension.reasons);
  expect(reasons.join(' ')).toContain('the browser was not running');
});
