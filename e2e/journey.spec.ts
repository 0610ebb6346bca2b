import { expect, test } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import type { Interaction } from '../shared/interactions/interaction.ts';
import { validateExample } from '../shared/training/validate-example.ts';
import { trainModel } from './demo/train-model.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol, finishSession, readRows, startSession } from './harness/participant.ts';
import { readArchive, type OpenArchive } from './harness/read-archive.ts';
import { buyKettleAndMugs, madeUpPerson, orderShoes } from './harness/shopping-trips.ts';
import { byRole, shopper, type Done } from './harness/shopper.ts';
import { startServer, type RunningServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';
import { startShop, type RunningShop } from './shop/server.ts';
import { startProvider, type StandInProvider } from './stand-ins/provider.ts';

// One study: the model at the end is trained on the sessions recorded before it.
test.describe.configure({ mode: 'serial' });

let server: RunningServer;
let shop: RunningShop;
let provider: StandInProvider;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  [provider, shop] = await Promise.all([startProvider(), startShop()]);
  server = await startServer({
    env: {
      OPENAI_BASE_URL: provider.url,
      OPENAI_API_KEY: provider.apiKey,
      TRAINING_BASE_MODEL: 'stand-in-base',
      TRAINING_POLL_MS: '300',
    },
  });
});
test.afterAll(async () => {
  await Promise.all([server.remove(), shop.close(), provider.close()]);
});
test.beforeEach(async () => {
  browser = await launchBrowser();
  const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test', uses: 1 });
  await (await enrol(browser, server.url, code)).close();
});
test.afterEach(async () => {
  await browser.close();
});

test('a session shopped offline is sealed on the device and arrives whole when the server is back (S7, R1.2, R7.1)', async () => {
  await server.stop();
  await startSession(browser, 'compare-and-order-shoes');
  const driver = shopper(await browser.context.newPage());
  await orderShoes(driver, shop.url);
  const { sessionId } = await finishSession(browser);
  await server.start();

  const archive = await receivedArchive(sessionId);
  expectDriverLog(archive.interactions, driver.done);
  expectNoLeak(archive);
  expect(shop.orders()).toHaveLength(1);
  expect(archive.outcome).toMatchObject({ completed: true, progress: 1 });
  expect(archive.quality.verdict).toBe('accepted');
  expectSixGroups(archive.interactions);
  expect(archive.training.length).toBeGreaterThanOrEqual(10);
  for (const line of archive.training) expect(validateExample(line)).toMatchObject({ ok: true });

  const row = await server.api<Record<string, unknown>>('GET', `/v1/sessions/${sessionId}`);
  expect(row).toMatchObject({
    interactions: archive.interactions.length,
    examples: archive.training.length,
    verdict: archive.quality.verdict,
    completed: true,
  });
});

test('stopping the service worker between any two actions loses nothing and doubles nothing', async () => {
  await startSession(browser, 'compare-and-order-shoes');
  let stops = 0;
  const driver = shopper(await browser.context.newPage(), async () => {
    await browser.stopServiceWorker();
    stops++;
  });
  await buyKettleAndMugs(driver, shop.url);
  await orderShoes(driver, shop.url);
  const { sessionId } = await finishSession(browser);
  expect(stops).toBeGreaterThanOrEqual(40);
  const archive = await receivedArchive(sessionId);
  expectDriverLog(archive.interactions, driver.done);
  expectNoLeak(archive);
});

test('a discarded session leaves nothing on the device and nothing reaches the server (R8.6)', async () => {
  const before = await server.api<{ items: unknown[] }>('GET', '/v1/sessions');
  await startSession(browser, null);
  const driver = shopper(await browser.context.newPage());
  await driver.goTo(shop.url);
  await driver.click(byRole(driver.page, 'button', 'Accept all'), 'Accept all');
  const popup = await browser.openExtensionPage('popup.html');
  await popup.getByRole('button', { name: text.recording.discard }).click();
  await popup.getByRole('button', { name: text.recording.discardConfirm }).click();
  await expect(popup.getByRole('button', { name: text.task.start })).toBeVisible();
  for (const table of ['sessions', 'interactions', 'frames', 'pictures', 'archives']) {
    expect(await readRows(popup, table), table).toEqual([]);
  }
  expect((await server.api<{ items: unknown[] }>('GET', '/v1/sessions')).items).toHaveLength(before.items.length);
});

test('an administrator trains a model on what was recorded, and it is tested on a session held out (R9.8, R9.5)', async () => {
  await startSession(browser, 'mugs-and-kettle');
  const driver = shopper(await browser.context.newPage());
  await buyKettleAndMugs(driver, shop.url);
  const archive = await receivedArchive((await finishSession(browser)).sessionId);
  expect(archive.outcome).toMatchObject({ completed: true });
  expectDriverLog(archive.interactions, driver.done);

  const run = await trainModel(server, {}, () => undefined);
  expect(run).toMatchObject({ state: 'succeeded', evaluation: { sessions: 1 } });
  expect(provider.state.jobs.size).toBe(1);
});

/** What a person did, in order, and nothing else: scrolls, keys without effect and navigations are compared apart. */
function expectDriverLog(interactions: readonly Interaction[], done: readonly Done[]): void {
  const kinds = new Set(['click', 'input', 'change', 'select', 'submit']);
  const recorded = interactions
    .filter(({ action }) => kinds.has(action.type))
    .map(({ action, locators }) => ({
      type: action.type,
      name: action.type === 'submit' || !('target' in locators) ? '' : locators.target.name,
    }));
  expect(recorded).toEqual(done.filter(({ type }) => kinds.has(type)));
  expect(new Set(interactions.map(({ id }) => id)).size).toBe(interactions.length);
}

function expectSixGroups(interactions: readonly Interaction[]): void {
  const present = (group: object): boolean => !('absent' in group);
  for (const { action, locators, context, intent } of interactions) {
    // What happens to a tab happens outside of any page, and a dialog that went has left no element.
    if (action.type === 'tab') continue;
    const isPageScroll = action.type === 'scroll' && action.container === 'page';
    const isOfPage = action.type === 'navigation' || action.type === 'dialog' || isPageScroll;
    if (!isOfPage) expect(locators, action.type).not.toHaveProperty('absent');
    expect(context, action.type).not.toHaveProperty('absent');
    expect(intent, action.type).not.toHaveProperty('absent');
  }
  const clicks = interactions.filter(({ action }) => action.type === 'click');
  const pictured = clicks.filter(({ screenshots: { before, after } }) => present(before) && present(after));
  expect(pictured.length / clicks.length).toBeGreaterThan(0.8);
}

/** None of what was typed into private fields is anywhere in the archive's texts. */
function expectNoLeak({ entries }: OpenArchive): void {
  for (const [path, bytes] of Object.entries(entries)) {
    if (/\.(webp|pack)$/.test(path)) continue;
    const content = new TextDecoder().decode(bytes);
    for (const value of Object.values(madeUpPerson)) {
      if (value.length > 3) expect(content.includes(value), `${value} in ${path}`).toBe(false);
    }
  }
}

async function receivedArchive(sessionId: string): Promise<OpenArchive> {
  const response = await waitFor(
    `The archive of ${sessionId}`,
    async () => {
      const answer = await fetch(`${server.url}/v1/archives/${sessionId}`, {
        headers: { authorization: `Bearer ${server.adminToken}` },
      });
      return answer.ok ? answer : undefined;
    },
    120_000,
  );
  return readArchive(new Uint8Array(await response.arrayBuffer()));
}
