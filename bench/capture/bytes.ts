import type { Page } from '@playwright/test';
import { launchBrowser } from '../../e2e/harness/launch-browser.ts';
import { readRows } from '../../e2e/harness/participant.ts';
import { waitFor } from '../../e2e/harness/wait-for.ts';
import type { Envelope } from '../../extension/messages.ts';
import type { Consent } from '../../shared/session/consent.ts';
import { startBytesShop } from './bytes-page.ts';
import { recordVideo } from './record-video.ts';
import { shopForMinutes } from './shop-for-a-minute.ts';

type Chrome = {
  storage: { local: { set(items: object): Promise<void> } };
  runtime: { sendMessage(envelope: Envelope): Promise<unknown> };
};

/** Bytes for the minutes recorded: our whole archive, pictures and records, and the video of the same tab meanwhile. */
export type MeasuredBytes = { still: number; animated: number; videoStill: number; videoAnimated: number };

/** Records the same browsing both ways at once, on a page at rest and on one that never is (R2.8). */
export async function measureBytes(minutes = 1): Promise<MeasuredBytes> {
  const still = await measure('still', minutes);
  const animated = await measure('animated', minutes);
  return { still: still.own, animated: animated.own, videoStill: still.video, videoAnimated: animated.video };
}

async function measure(look: 'still' | 'animated', minutes: number): Promise<{ own: number; video: number }> {
  const shop = await startBytesShop(look);
  const browser = await launchBrowser({ args: ['--auto-select-tab-capture-source-by-title=Kitchen'] });
  try {
    const host = await browser.openExtensionPage('options.html');
    await agree(host);
    const page = await browser.context.newPage();
    await page.goto(shop.url);
    const stopVideo = await recordVideo(host);
    await command(host, { message: 'startSession', data: { scenarioId: null } });
    await shopForMinutes(page, minutes);
    const video = await stopVideo();
    await command(host, { message: 'stopSession', data: { gaveUpReason: null } });
    const own = await waitFor('The archive', async () => (await readRows(host, 'archives'))[0]?.['bytes'], 90_000);
    return { own: Number(own), video };
  } finally {
    await browser.close();
    shop.close();
  }
}

/** What was agreed to is written as the welcome page does. */
async function agree(page: Page): Promise<void> {
  const consent: Consent = {
    version: '2026-11-01',
    textSha256: '0'.repeat(64),
    language: 'en',
    grantedAt: Date.now(),
    purposes: ['recording', 'training'],
  };
  await page.evaluate(
    (given) => (globalThis as unknown as { chrome: Chrome }).chrome.storage.local.set({ consent: given }),
    consent,
  );
}

async function command(page: Page, envelope: Envelope): Promise<void> {
  const outcome = await page.evaluate(
    (sent) => (globalThis as unknown as { chrome: Chrome }).chrome.runtime.sendMessage(sent),
    envelope,
  );
  if (typeof outcome === 'object' && outcome !== null && 'error' in outcome) {
    throw new Error(`${envelope.message}: ${JSON.stringify(outcome.error)}`);
  }
}
