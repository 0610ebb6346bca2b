import { launchBrowser } from '../../e2e/harness/launch-browser.ts';
import { readArchiveBytes, readRows } from '../../e2e/harness/participant.ts';
import { recordWithExtension } from '../../e2e/harness/record-with-extension.ts';
import { waitFor } from '../../e2e/harness/wait-for.ts';
import { bytesByKind, type Bytes } from './bytes-by-kind.ts';
import { LOOKS, startBytesShop, type Look } from './bytes-page.ts';
import { recordVideo, type Video } from './record-video.ts';
import { shopForMinutes } from './shop-for-a-minute.ts';

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
    const recording = await recordWithExtension(browser);
    const page = await browser.context.newPage();
    await page.goto(shop.url);
    const stopVideo = await recordVideo(host);
    await recording.start();
    await shopForMinutes(page, minutes);
    const video = await stopVideo();
    await recording.stop();
    const row = await waitFor('The archive', async () => (await readRows(host, 'archives'))[0], 90_000);
    const archive = Buffer.from(await readArchiveBytes(host, String(row['sessionId'])));
    const kinds = bytesByKind(archive);
    if (kinds['whole pictures'] === 0 || kinds.patches === 0) throw new Error('the archive has no pictures');
    return { look, own: archive.byteLength, kinds, video };
  } finally {
    await browser.close();
    shop.close();
  }
}
