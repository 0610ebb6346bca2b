import type { Page } from '@playwright/test';
import { launchBrowser } from '../../e2e/harness/launch-browser.ts';
import { readRows } from '../../e2e/harness/participant.ts';
import { waitFor } from '../../e2e/harness/wait-for.ts';
import type { Envelope } from '../../extension/messages.ts';
import type { Consent } from '../../shared/session/consent.ts';
import { bytesByKind, type Bytes } from './bytes-by-kind.ts';
import { LOOKS, startBytesShop, type Look } from './bytes-page.ts';
import { recordVideo, type Video } from './record-video.ts';
import { shopForMinutes } from './shop-for-a-minute.ts';

type Chrome = {
  storage: { local: { set(items: object): Promise<void> } };
  runtime: { sendMessage(envelope: Envelope): Promise<unknown> };
};

/** Bytes for the minutes recorded: our whole archive, and the video of the same tab meanwhile. */
export type MeasuredBytes = {
  look: Look;
  own: number;
  kinds: Bytes;
  video: Video;
};

/** Records the same browsing both ways at once, on a page at rest, one that never is, and one with photographs (R2.8). */
export async function measureBytes(minutes = 1): Promise<MeasuredBytes[]> {
  const measured: MeasuredBytes[] = [];
  for (const look of LOOKS) measured.push(await measure(look, minutes));
  return measured;
}

async function measure(look: Look, minutes: number): Promise<MeasuredBytes> {
  const shop = await startBytesShop(look);
  const browser = await launchBrowser({ args: ['--auto-select-tab-capture-source-by-title=Kitchen'] });
  try {
    const host = await browser.openExtensionPage('options.html');
    await agree(host);
    const page = await browser.context.newPage();
    await page.goto(shop.url);
    const stopVideo = await recordVideo(host);
    await command(host, { message: 'startSession', data: { scenarioId: null, spoken: false } });
    await shopForMinutes(page, minutes);
    const video = await stopVideo();
    await command(host, { message: 'stopSession', data: { gaveUpReason: null } });
    await waitFor('The archive', async () => (await readRows(host, 'archives'))[0], 90_000);
    const archive = Buffer.from(await host.evaluate(readArchive), 'base64');
    const kinds = bytesByKind(archive);
    if (kinds['whole pictures'] === 0 || kinds.patches === 0) throw new Error('the archive has no pictures');
    return { look, own: archive.byteLength, kinds, video };
  } finally {
    await browser.close();
    shop.close();
  }
}

/** Runs in the extension's page: the only archive, in base64. */
async function readArchive(): Promise<string> {
  const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the archive cannot be read')));
    });
  const database = await done(indexedDB.open('codesight'));
  const rows: { archive: Blob }[] = await done(database.transaction('archives').objectStore('archives').getAll());
  database.close();
  const reader = new FileReader();
  const read = new Promise((resolve) => reader.addEventListener('load', resolve));
  reader.readAsDataURL(rows[0]?.archive ?? new Blob());
  await read;
  return typeof reader.result === 'string' ? reader.result.replace(/^.*,/, '') : '';
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
