import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { consentPurpose } from '../shared/session/consent.ts';
import { findAudioTime } from '../shared/session/narration.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { readArchive, type OpenArchive } from './harness/read-archive.ts';
import { byRole, shopper } from './harness/shopper.ts';
import { waitFor } from './harness/wait-for.ts';
import { verifyArchive } from '../sync-server/ingest/verify-archive.ts';
import { startShop, type RunningShop } from './shop/server.ts';

/** A microphone that beeps, and a browser that allows it without asking. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let shop: RunningShop;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  shop = await startShop();
});
test.afterAll(() => shop.close());
test.beforeEach(async () => {
  browser = await launchBrowser({ args: MICROPHONE });
  await joinOffline(browser, consentPurpose.options);
});
test.afterEach(() => browser.close());

test('what is said while shopping is one Opus file on the clock of the interactions (R2.6)', async () => {
  await startSession(browser, null, 'spoken');
  const driver = shopper(await browser.context.newPage());
  await driver.goTo(shop.url);
  await driver.click(byRole(driver.page, 'button', 'Accept all'), 'Accept all');
  const panel = await browser.openExtensionPage('sidepanel.html');
  await expect(panel.getByText(text.narration.on)).toBeVisible();
  await expectLoudness(panel);
  await browser.stopServiceWorker();
  await panel.waitForTimeout(2_500);

  await panel.getByRole('button', { name: text.recording.pause, exact: true }).click();
  await expect(panel.getByText(text.narration.paused)).toBeVisible();
  await panel.waitForTimeout(3_000);
  await panel.getByRole('button', { name: text.recording.resume }).click();
  await expect(panel.getByText(text.narration.on)).toBeVisible();
  await driver.page.bringToFront();
  await driver.page.mouse.click(640, 600);
  await driver.page.waitForTimeout(1_500);

  const archive = await sealedArchive(panel, (await finishSession(browser)).sessionId);
  const audio = archive.entries['audio.webm'];
  const { narration } = archive.session;
  if (!audio || !narration) throw new Error('nothing was said');
  expect(Buffer.from(audio.slice(0, 4)).toString('hex')).toBe('1a45dfa3');
  expect(new TextDecoder('latin1').decode(audio.slice(0, 4_096))).toContain('A_OPUS');
  const heardMs = await lengthOf(panel, audio);
  expect(Math.abs(heardMs - narration.durationMs) / narration.durationMs).toBeLessThan(0.1);
  const pausedMs = narration.pauses.reduce((sum, { from, to }) => sum + to - from, 0);
  expect(pausedMs).toBeGreaterThan(2_500);
  const wholeMs = archive.session.endedAt - narration.startedAt;
  expect(Math.abs(heardMs + pausedMs - wholeMs) / wholeMs).toBeLessThan(0.1);
  const clicks = archive.interactions.filter(({ action }) => action.type === 'click');
  expect(clicks.length).toBeGreaterThan(0);
  for (const { action } of clicks) expect(findAudioTime(narration, action.at)).toBeDefined();
});

test('a session that nobody asked to narrate holds no audio, and the microphone stays off (R2.6)', async () => {
  await startSession(browser, null);
  const driver = shopper(await browser.context.newPage());
  await driver.goTo(shop.url);
  await driver.click(byRole(driver.page, 'button', 'Accept all'), 'Accept all');
  const panel = await browser.openExtensionPage('sidepanel.html');
  await panel.waitForTimeout(2_500);
  await expect(panel.getByText(text.narration.on)).toHaveCount(0);
  expect(await readRows(panel, 'audio')).toEqual([]);
  const archive = await sealedArchive(panel, (await finishSession(browser)).sessionId);
  expect(archive.session.narration).toBeNull();
  expect(Object.keys(archive.entries).filter((path) => /audio|webm/.test(path))).toEqual([]);
});

test('a discarded session leaves nothing of what was said (R8.6)', async () => {
  await startSession(browser, null, 'spoken');
  const popup = await browser.openExtensionPage('popup.html');
  await waitFor('The first audio', async () => (await readRows(popup, 'audio')).at(0));
  await popup.getByRole('button', { name: text.recording.discard }).click();
  await popup.getByRole('button', { name: text.recording.discardConfirm }).click();
  await expect(popup.getByRole('button', { name: text.task.start })).toBeVisible();
  await popup.waitForTimeout(2_500);
  expect(await readRows(popup, 'audio')).toEqual([]);
});

/** The meter moves with the beeps. */
async function expectLoudness(panel: Page): Promise<void> {
  const seen = new Set<string>();
  for (let tries = 0; tries < 25; tries++) {
    seen.add((await panel.getByRole('meter').getAttribute('value')) ?? '');
    await panel.waitForTimeout(100);
  }
  expect(seen.size).toBeGreaterThan(3);
}

/** Milliseconds that the browser's own decoder finds in a file. */
async function lengthOf(page: Page, audio: Uint8Array): Promise<number> {
  return page.evaluate(
    async (bytes) => {
      const decoded = await new AudioContext().decodeAudioData(new Uint8Array(bytes).buffer);
      return decoded.duration * 1000;
    },
    [...audio],
  );
}

/** The archive in the outbox, after the server's own check of it. */
async function sealedArchive(page: Page, sessionId: string): Promise<OpenArchive> {
  const bytes = Uint8Array.from(await readArchiveBytes(page, sessionId));
  const folder = await mkdtemp(join(tmpdir(), 'codesight-narration-'));
  try {
    await writeFile(join(folder, 'archive'), bytes);
    await verifyArchive(join(folder, 'archive'));
  } finally {
    await rm(folder, { recursive: true });
  }
  return readArchive(bytes);
}
