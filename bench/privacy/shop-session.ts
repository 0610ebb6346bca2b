import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedBrowser } from '../../e2e/harness/launch-browser.ts';
import { finishSession, readArchiveBytes, startSession } from '../../e2e/harness/participant.ts';
import { readArchive, type OpenArchive } from '../../e2e/harness/read-archive.ts';
import { fieldSlots } from './field-labels.ts';
import type { Person } from './make-up-person.ts';
import type { ShopPages } from './shop-pages.ts';

/** A person takes about this long between two things; a page needs it to settle. */
const THINKING_MS = 500;

export type Shopped = {
  archive: OpenArchive;
  /** The pages as they are, one picture of each that was looked at: what there was to be read. */
  screens: Buffer[];
};

/** Somebody shops on the pages with the real extension recording; what she did lies sealed in the archive. */
export async function shopSession(browser: RecordedBrowser, shop: ShopPages, person: Person): Promise<Shopped> {
  const server = await serve(shop.pages);
  await startSession(browser, null);
  const page = await browser.context.newPage();
  const screens: Buffer[] = [];
  const rest = async (): Promise<void> => {
    await page.waitForLoadState('load');
    await page.waitForTimeout(THINKING_MS);
  };
  const look = async (): Promise<void> => {
    await rest();
    screens.push(await page.screenshot());
  };
  const click = async (selector: string): Promise<void> => {
    await page.locator(selector).first().click();
    await rest();
  };

  await page.goto(server.url + shop.home);
  await look();
  await click('#menu');
  await click('#account');
  await look();
  await click('main p');
  await click('#go');
  await click('#add');
  await look();
  await click('#go');
  await page.locator('select').selectOption({ index: 1 });
  for (const [index, slot] of fieldSlots.entries()) {
    await page.locator(`#f${index}`).click();
    await page.keyboard.type(person[slot], { delay: 10 });
  }
  await look();
  await click('form #go');
  await look();
  await click('main li');
  await click('#go');
  await look();
  await click('#go');
  await page.waitForTimeout(THINKING_MS);

  const { sessionId } = await finishSession(browser);
  const own = await browser.openExtensionPage('options.html');
  const archive = await readArchive(new Uint8Array(await readArchiveBytes(own, sessionId)));
  await own.close();
  await page.close();
  server.close();
  return { archive, screens };
}

async function serve(pages: ReadonlyMap<string, string>): Promise<{ url: string; close(): void }> {
  const server = createServer(({ url = '/' }, response) => {
    const html = pages.get(new URL(url, 'http://localhost').pathname);
    if (html === undefined) response.writeHead(404).end();
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP, so it has one
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
