import { expect, test, type Page } from '@playwright/test';
import { text } from '../extension/ui/text.ts';
import { isAbsent } from '../shared/interactions/absent.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { joinOffline, readArchiveBytes, readRows, startSession } from './harness/participant.ts';
import { colourAt, pictureOf } from './harness/picture-of.ts';
import { readArchive, type OpenArchive } from './harness/read-archive.ts';
import { waitFor } from './harness/wait-for.ts';

let browser: RecordedBrowser;
test.beforeEach(async () => {
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterEach(() => browser.close());

/** One page of plain colours, so that every pixel tells where it is from. */
const PAGE = `<!doctype html><html lang="en"><title>Kettles for Oswin Larch</title><body style="margin:0;background:#fff">
  <button style="position:absolute;left:20px;top:20px" onclick="document.body.style.background='#00ff00'">Green</button>
  <button style="position:absolute;left:120px;top:20px" onclick="document.body.style.background='#ff0000'">Red</button>
  <button style="position:absolute;left:220px;top:20px" onclick="document.body.style.background='#0000ff'">Blue</button>
  <p style="position:absolute;left:20px;top:80px">Kettles, picked for Oswin Larch</p></body></html>`;

async function record(): Promise<{ sessionId: string; review: Page }> {
  await startSession(browser, null);
  const page = await browser.context.newPage();
  await page.route('https://shop.test/**', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.goto('https://shop.test/');
  await page.waitForTimeout(1_500);
  for (const name of ['Green', 'Red', 'Blue']) {
    await page.getByRole('button', { name }).click();
    await page.waitForTimeout(2_500);
  }
  const popup = await browser.openExtensionPage('popup.html');
  const [opened] = await Promise.all([
    browser.context.waitForEvent('page'),
    popup.getByRole('button', { name: text.review.finish }).click(),
  ]);
  const sessionId = String((await readRows(popup, 'sessions'))[0]?.['id']);
  await popup.close();
  await expect(opened.getByRole('heading', { name: text.review.steps })).toBeVisible({ timeout: 60_000 });
  return { sessionId, review: opened };
}

async function archiveOf(review: Page, sessionId: string): Promise<OpenArchive> {
  await waitFor('The archive', async () => ((await readRows(review, 'archives')).length > 0 ? true : undefined));
  return readArchive(new Uint8Array(await readArchiveBytes(review, sessionId)));
}

async function everyPixel(archive: OpenArchive): Promise<number[][]> {
  const names = archive.interactions.flatMap(({ screenshots: { before, after, burst } }) =>
    [before, after, ...burst].flatMap((frame) => (isAbsent(frame) ? [] : [frame.sha256])),
  );
  const pictures = await Promise.all([...new Set(names)].map((name) => pictureOf(archive, name)));
  return pictures.map((picture) => colourAt(picture, 600, 400));
}

const isNear = (colour: readonly number[], wanted: readonly number[]): boolean =>
  colour.every((part, at) => Math.abs(part - (wanted[at] ?? 0)) < 40);

test('a step, a picture, a region and a text that are taken out are in no archive and not on the device (R8.11)', async () => {
  const { sessionId, review } = await record();
  const stepOf = (name: string) => review.getByRole('listitem').filter({ hasText: text.action.click(`“${name}”`) });
  await expect(stepOf('Blue')).toHaveCount(1);
  await expect(review.locator('canvas').first()).toBeVisible();
  if (process.env['SHOTS']) {
    for (const scheme of ['light', 'dark'] as const) {
      await review.emulateMedia({ colorScheme: scheme });
      await review.waitForTimeout(500);
      await review.screenshot({ path: `${process.env['SHOTS']}/review-${scheme}.png`, fullPage: true });
    }
  }

  // The step: green is what came of it, and what the next one shows before, so that its pictures go one by one.
  await stepOf('Green')
    .getByRole('button', { name: /^Remove the step/ })
    .click();
  await review.getByRole('dialog').getByRole('button', { name: text.review.removeStep, exact: true }).click();
  await expect(stepOf('Green')).toHaveCount(0);

  // The picture: red, from the first step that shows it.
  const shot = (name: string, when: string) => stepOf(name).getByRole('button', { name: text.review.picture(when) });
  await shot('Red', text.review.when.after).click();
  const dialog = review.locator('dialog.wide');
  await dialog.getByRole('button', { name: text.review.removePicture }).click();
  await dialog.locator('dialog[open]').getByRole('button', { name: text.review.removePicture }).click();
  await expect(shot('Red', text.review.when.after)).toHaveCount(0, { timeout: 30_000 });

  // The region: the middle of the blue picture, by pointer, and a corner of it, by keyboard.
  await shot('Blue', text.review.when.after).click();
  const place = await dialog.locator('.painter').boundingBox();
  if (place === null) throw new Error('the picture is not shown');
  await review.mouse.move(place.x + place.width * 0.4, place.y + place.height * 0.4);
  await review.mouse.down();
  await review.mouse.move(place.x + place.width * 0.6, place.y + place.height * 0.6, { steps: 5 });
  await review.mouse.up();
  await dialog.getByRole('button', { name: text.review.addRectangle }).click();
  const rectangle = dialog.getByRole('button', { name: /^Rectangle 2/ });
  await rectangle.focus();
  for (let press = 0; press < 60; press++) await review.keyboard.press('ArrowRight');
  for (let press = 0; press < 60; press++) await review.keyboard.press('ArrowDown');
  await review.keyboard.press('Shift+ArrowUp');
  if (process.env['SHOTS']) {
    for (const scheme of ['light', 'dark'] as const) {
      await review.emulateMedia({ colorScheme: scheme });
      await review.waitForTimeout(300);
      await review.screenshot({ path: `${process.env['SHOTS']}/painter-${scheme}.png` });
    }
  }
  await dialog.getByRole('button', { name: text.review.paint }).click();
  await expect(dialog).toHaveCount(0, { timeout: 60_000 });

  await review.getByLabel(text.review.privateLabel).fill('Oswin Larch');
  await review.getByRole('button', { name: text.review.privateButton }).click();
  await expect(review.getByText(text.review.privateDone('Oswin Larch'))).toBeVisible();

  const [rows, digests] = await Promise.all([readRows(review, 'interactions'), readRows(review, 'frames')]);
  expect(JSON.stringify(rows)).not.toMatch(/oswin|“Green”/i);
  await review.getByRole('button', { name: text.review.seal }).click();
  await expect(review.getByText(text.review.gone)).toBeVisible();

  const archive = await archiveOf(review, sessionId);
  const clicked = archive.interactions.flatMap(({ action, locators }) =>
    action.type === 'click' && 'target' in locators ? [locators.target.name] : [],
  );
  expect(clicked).toEqual(['Red', 'Blue']);
  for (const [path, bytes] of Object.entries(archive.entries)) {
    if (!/\.(webp|pack)$/.test(path)) expect(new TextDecoder().decode(bytes), path).not.toMatch(/oswin/i);
  }
  const colours = await everyPixel(archive);
  expect(colours.filter((colour) => isNear(colour, [255, 0, 0]) || isNear(colour, [0, 0, 255]))).toEqual([]);
  expect(colours.filter((colour) => isNear(colour, [0x3d, 0x45, 0x51])).length).toBeGreaterThan(0);
  const blue = archive.interactions.findLast(({ action }) => action.type === 'click')?.screenshots.after;
  if (blue === undefined || isAbsent(blue)) throw new Error('the painted picture is missing');
  const picture = await pictureOf(archive, blue.sha256);
  for (const [x, y] of [
    [640, 400],
    [1_270, 790],
  ] as const)
    expect(isNear(colourAt(picture, x, y), [0x3d, 0x45, 0x51]), `${x},${y}`).toBe(true);
  expect(isNear(colourAt(picture, 900, 300), [0, 0, 255])).toBe(true);
  expect(digests.length).toBeGreaterThan(0);
});

test('a session waits to be looked through for as long as it takes, and can still be discarded whole', async () => {
  const { review } = await record();
  await browser.stopServiceWorker();
  const panel = await browser.openExtensionPage('sidepanel.html');
  await expect(panel.getByText(text.review.waiting(1))).toBeVisible();
  await panel.waitForTimeout(3_000);
  expect((await readRows(panel, 'sessions')).map(({ phase }) => phase)).toEqual(['reviewing']);
  expect(await readRows(panel, 'archives')).toEqual([]);
  await review.getByRole('button', { name: text.recording.discard }).click();
  await review.getByRole('button', { name: text.recording.discardConfirm }).click();
  await expect(review.getByText(text.review.gone)).toBeVisible();
  for (const table of ['sessions', 'interactions', 'frames', 'pictures', 'deltas', 'termDigests'])
    expect(await readRows(panel, table), table).toEqual([]);
});
