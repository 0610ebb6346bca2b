import type { ServerResponse } from 'node:http';
import { expect, test, type Page } from '@playwright/test';
import type { FrameRow } from '../extension/store/database.ts';
import { isAbsent } from '../shared/interactions/absent.ts';
import type { Interaction } from '../shared/interactions/interaction.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { enrol, finishSession, readRows, startSession } from './harness/participant.ts';
import { colourAt, pictureOf } from './harness/picture-of.ts';
import { readArchive, type OpenArchive } from './harness/read-archive.ts';
import { startServer, type RunningServer } from './harness/start-server.ts';
import { waitFor } from './harness/wait-for.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

const [BLUE, RED, GREEN] = [
  [0, 0, 255],
  [255, 0, 0],
  [0, 128, 0],
];

/** Turns red before any listener of a recorder can have asked for a picture. */
const COLOURS = `<style>body{margin:0;height:100vh;background:rgb(${BLUE.join()})}</style>
<button style="position:absolute;left:40px;top:40px">Change</button>
<script>
  addEventListener('pointerdown', (event) => { window.pressedAt = performance.timeOrigin + event.timeStamp; document.body.style.background = 'rgb(${RED.join()})' }, true);
  addEventListener('click', () => { document.body.style.background = 'rgb(${GREEN.join()})' }, true);
</script>`;

const LONG = `<style>body{margin:0;font:16px sans-serif}header{position:sticky;top:0;background:#eee;padding:16px}
  dialog::backdrop{background:rgb(0 0 0/.5)}p{margin:12px 24px}</style>
<header><button id="open">Sizes</button></header>
${Array.from({ length: 120 }, (_, index) => `<p>Shelf ${index} holds ${(index * 7919) % 613} jars of jam no. ${index * 31}</p>`).join('')}
<dialog><p>All sizes</p><button id="close">Done</button></dialog>
<script>
  const dialog = document.querySelector('dialog');
  document.querySelector('#open').addEventListener('click', () => dialog.showModal());
  document.querySelector('#close').addEventListener('click', () => dialog.close());
</script>`;

/** Never at rest, and tells something for some seconds. */
const RESTLESS = `<p id="clock">0</p><p role="status"></p><script>
  setInterval(() => { document.querySelector('#clock').textContent = String(Math.round(performance.now() / 50)) }, 50);
  setTimeout(() => { document.querySelector('[role=status]').textContent = 'Added to your basket' }, 5000);
</script>`;

/** A page that builds itself up over some seconds. */
async function drip(response: ServerResponse): Promise<void> {
  for (const colour of ['teal', 'orange', 'purple', 'olive']) {
    response.write(`<div style="height:150px;background:${colour}">${colour} jam</div>`.padEnd(2_000));
    await new Promise((resolve) => setTimeout(resolve, 900));
  }
  response.end('<p>That is all</p></html>');
}

let site: Site;
let server: RunningServer;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.write('<!doctype html><html lang="en"><title>Jam</title>');
    if (request.url === '/slow') void drip(response);
    else response.end(request.url === '/long' ? LONG : request.url === '/restless' ? RESTLESS : COLOURS);
  });
  server = await startServer();
  browser = await launchBrowser();
  const { code } = await server.api<{ code: string }>('POST', '/v1/admin/enrolment-codes', { label: 'test', uses: 1 });
  await (await enrol(browser, server.url, code)).close();
});
test.afterAll(async () => {
  await browser.close();
  await server.remove();
  site.close();
});

test('a before-frame shows the page as it was before the press, and says how old it is (R2.2, B3)', async () => {
  let pressedAt = 0;
  const archive = await record('/colours', async (page) => {
    await page.waitForTimeout(2_500);
    await page.getByRole('button').click();
    pressedAt = await page.evaluate(() => Reflect.get(window, 'pressedAt'));
    await page.waitForTimeout(2_000);
  });
  const click = clicksOf(archive)[0];
  const { before, after } = requirePictures(click);
  await expectColour(archive, before.sha256, BLUE);
  await expectColour(archive, after.sha256, GREEN);
  // The browser presses and releases within moments; a picture from after the press would be red or green.
  expect(Math.abs(before.at + before.stalenessMs - pressedAt)).toBeLessThan(150);
  expect(before.stalenessMs).toBeGreaterThan(0);
  expect(before.stalenessMs).toBeLessThan(5_000);
  expect(before.domChanged).toBe(false);
});

test('frames of a page that scrolls and opens a dialog are rebuilt as they were on the screen (R2.8)', async () => {
  const screens: Buffer[] = [];
  const archive = await record('/long', async (page) => {
    const rest = async (): Promise<void> => {
      await page.waitForTimeout(2_000);
      screens.push(await page.screenshot());
    };
    await rest();
    for (const rows of [333, 250, -120]) {
      await page.mouse.wheel(0, rows);
      await rest();
    }
    await page.locator('#open').click();
    await rest();
    await page.locator('#close').click();
    await rest();
  });
  expect(archive.deltas.size).toBeGreaterThanOrEqual(3);
  const frames = [...new Map(archive.interactions.flatMap(framesOf).map((frame) => [frame.sha256, frame])).values()];
  const page = await browser.context.newPage();
  for (const [index, screen] of screens.entries()) {
    const seen = await pixelsOf(page, screen);
    const errors = [];
    for (const { sha256 } of frames) errors.push(meanError((await pictureOf(archive, sha256)).data, seen));
    // The recorder's dot and lossy encoding differ a little; another scroll position would differ by 10 and more.
    expect(Math.min(...errors), `screen ${index}`).toBeLessThan(2);
  }
  await page.close();
});

test('a page is pictured while it builds itself up, within the limit of the browser (R2.4, R8.3)', async () => {
  let rows: FrameRow[] = [];
  const archive = await record('/slow', async (page) => {
    await page.waitForTimeout(2_500);
    rows = await framesNow();
  });
  const navigation = archive.interactions.find(({ action }) => action.type === 'navigation');
  const burst = navigation?.screenshots.burst ?? [];
  expect(burst.length).toBeGreaterThanOrEqual(3);
  expect(new Set(burst.map(({ sha256 }) => sha256)).size).toBe(burst.length);
  const [first, last] = [burst[0], burst.at(-1)];
  expect(await shelves(archive, last?.sha256)).toBe(4);
  expect(await shelves(archive, first?.sha256)).toBeLessThan(4);
  expect(JSON.stringify(rows)).not.toContain('too many pictures');
});

test('what a restless page announces is pictured when it appears (R8.4)', async () => {
  let rows: FrameRow[] = [];
  await record('/restless', async (page) => {
    await page.waitForTimeout(10_000);
    rows = await framesNow();
  });
  expect(rows.filter(({ occasion, frame }) => occasion === 'dialog' && 'sha256' in frame)).toHaveLength(1);
});

/** What the store has now, read without covering the shop. */
async function framesNow(): Promise<FrameRow[]> {
  const page = await browser.openExtensionPage('options.html');
  const rows = (await readRows(page, 'frames')) as FrameRow[]; // as the extension wrote them
  await page.close();
  return rows;
}

/** How many of the slow page's four shelves a frame shows. */
async function shelves(archive: OpenArchive, sha256: string | undefined): Promise<number> {
  const picture = await pictureOf(archive, sha256 ?? '');
  return [100, 250, 400, 550].filter((y) => colourAt(picture, 900, y).some((channel) => channel < 200)).length;
}

async function record(path: string, shop: (page: Page) => Promise<void>): Promise<OpenArchive> {
  await startSession(browser, null);
  const page = await browser.context.newPage();
  await page.goto(site.url + path);
  await shop(page);
  const { sessionId } = await finishSession(browser);
  await page.close();
  const archive = await waitFor(`The archive of ${sessionId}`, async () => {
    const answer = await fetch(`${server.url}/v1/archives/${sessionId}`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  });
  return readArchive(archive);
}

const clicksOf = ({ interactions }: OpenArchive): Interaction[] =>
  interactions.filter(({ action }) => action.type === 'click');

const framesOf = ({ screenshots: { before, after, burst } }: Interaction) =>
  [before, after, ...burst].flatMap((frame) => (isAbsent(frame) ? [] : [frame]));

function requirePictures(interaction: Interaction | undefined) {
  if (!interaction) throw new Error('nothing was recorded');
  const { before, after } = interaction.screenshots;
  if (isAbsent(before) || isAbsent(after)) throw new Error(`no picture: ${JSON.stringify({ before, after })}`);
  return { before, after };
}

async function expectColour(archive: OpenArchive, sha256: string, colour: number[] | undefined): Promise<void> {
  const found = colourAt(await pictureOf(archive, sha256), 600, 400);
  for (const [channel, value] of (colour ?? []).entries()) {
    expect(Math.abs((found[channel] ?? 0) - value), `${found.join()} for ${colour?.join()}`).toBeLessThan(12);
  }
}

/** Decodes a picture in the browser. */
async function pixelsOf(page: Page, png: Buffer): Promise<Uint8ClampedArray> {
  const base64 = await page.evaluate(async (source) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
    const reader = new FileReader();
    const done = new Promise((resolve) => reader.addEventListener('load', resolve));
    reader.readAsDataURL(new Blob([data]));
    await done;
    return typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : '';
  }, png.toString('base64'));
  return new Uint8ClampedArray(Buffer.from(base64, 'base64'));
}

function meanError(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += Math.abs((a[index] ?? 0) - (b[index] ?? 0));
  return sum / a.length;
}
