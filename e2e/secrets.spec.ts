import { expect, test, type Locator, type Page } from '@playwright/test';
import { isAbsent } from '../shared/interactions/absent.ts';
import type { Box } from '../shared/geometry.ts';
import type { Pixels } from '../shared/frames/rebuild-frame.ts';
import { launchBrowser, type RecordedBrowser } from './harness/launch-browser.ts';
import { finishSession, joinOffline, readArchiveBytes, startSession } from './harness/participant.ts';
import { pictureOf } from './harness/picture-of.ts';
import { readArchive } from './harness/read-archive.ts';
import { serveSite, type Site } from './harness/serve-site.ts';

/** Nobody of that name exists; no pattern knows any of it. */
const person = {
  first: 'Margarethe',
  last: 'Quillonsdotter',
  street: 'Obere Zwirnzeile 17',
  town: 'Kratzburgheim',
  note: 'The bell does not ring',
};

/** Knows the participant from an earlier visit, and greets her where nothing says that it is a greeting. */
const HOME = `<title>Tea for Margarethe</title><style>body{font:20px sans-serif;margin:30px}</style>
<h1>Tea</h1><p id="late">Picked for <b>Marg</b>arethe this week</p><img alt="Margarethe likes tea" style="display:block">
<p>Sent last time to <i>Kratzburgheim</i></p><button aria-label="Margarethe, choose">Choose</button>
<a href="/checkout">Checkout</a>`;

const CHECKOUT = `<title>Checkout</title><form action="/done">
<label>First name <input name="first"></label><label>Last name <input name="last"></label>
<label>Street <input name="street"></label><label>Town <input name="town" value="Kratzburgheim"></label>
<label>Anything else <textarea name="more"></textarea></label><button>Order</button></form>`;

const DONE = `<title>Done</title><style>body{font:20px sans-serif;margin:30px}</style><h1>Done</h1>
<p>A parcel goes to Frau <b id="echo">QUILLONSDOTTER</b>, Margarethe: Obere Zwirnzeile 17</p>
<p>Noted: the bell does not ring.</p><a href="/u/margarethe/parcels">Parcels</a><button>Fine</button>`;

let site: Site;
let browser: RecordedBrowser;

test.beforeAll(async () => {
  site = await serveSite((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    response.end(
      `<!doctype html><html lang="en">${pathname === '/checkout' ? CHECKOUT : pathname === '/done' ? DONE : HOME}`,
    );
  });
  browser = await launchBrowser();
  await joinOffline(browser, ['recording', 'training']);
});
test.afterAll(async () => {
  await browser.close();
  site.close();
});

test('what is learned at the checkout is in nothing of the session, from its first page on (R11.1)', async () => {
  await startSession(browser, null);
  const page = await browser.context.newPage();
  const places: { at: number; box: Box }[] = [];

  await page.goto(site.url);
  await rest(page);
  await page.getByRole('button').click();
  await rest(page);
  places.push({ at: Date.now(), box: await boxOf(page.locator('#late b')) });
  await page.getByRole('link').click();
  await page.getByLabel('First name').fill(person.first);
  await page.getByLabel('Last name').fill(person.last);
  await page.getByLabel('Street').fill(person.street);
  await page.getByLabel('Anything else').fill(person.note);
  await rest(page);
  await page.getByRole('button').click();
  await page.waitForURL('**/done**');
  await rest(page);
  await page.getByRole('button').click();
  await rest(page);
  places.push({ at: Date.now(), box: await boxOf(page.locator('#echo')) });
  const { sessionId } = await finishSession(browser);

  const host = await browser.openExtensionPage('options.html');
  const archive = await readArchive(new Uint8Array(await readArchiveBytes(host, sessionId)));
  const texts = Object.entries(archive.entries)
    .filter(([path]) => !/\.(webp|pack)$/.test(path))
    .map(([path, bytes]) => [path, new TextDecoder().decode(bytes).toLowerCase()] as const);
  for (const word of ['margarethe', 'quillonsdotter', 'zwirnzeile', 'kratzburgheim', 'bell does not']) {
    expect(texts.filter(([, text]) => text.includes(word)).map(([path]) => path)).toEqual([]);
  }
  // The same value has the same name on the first page and on the last, and in the field into which it was typed.
  const shown = JSON.stringify(archive.interactions).toLowerCase();
  expect(shown).toContain('tea for {{name_1}}');
  expect(shown).toContain('"placeholder":"{{name_1}}"');

  for (const { at, box } of places) {
    const frames = archive.interactions.flatMap(({ screenshots: { before, after, burst } }) =>
      [before, after, ...burst].flatMap((frame) => (isAbsent(frame) ? [] : [frame])),
    );
    const last = frames.filter((frame) => frame.at < at).toSorted((a, b) => b.at - a.at)[0];
    if (last === undefined) throw new Error('no picture was taken');
    expect(spread(await pictureOf(archive, last.sha256), box)).toBeLessThan(6);
  }
});

async function rest(page: Page): Promise<void> {
  await page.waitForTimeout(2_500);
}

async function boxOf(place: Locator): Promise<Box> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('nothing to be seen there');
  return box;
}

/** How far the greys inside of a box differ: text has a spread of about 70. */
function spread({ data, width }: Pixels, box: Box): number {
  const greys: number[] = [];
  for (let y = Math.ceil(box.y) + 2; y < box.y + box.height - 2; y++) {
    for (let x = Math.ceil(box.x) + 2; x < box.x + box.width - 2; x++) {
      const at = (y * width + x) * 4;
      greys.push(((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3);
    }
  }
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
  return Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length);
}
