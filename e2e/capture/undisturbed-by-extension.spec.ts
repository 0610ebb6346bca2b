import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type BrowserContext } from '@playwright/test';
import { launchBrowser } from '../harness/launch-browser.ts';
import { recordWithExtension } from '../harness/record-with-extension.ts';

/**
 * A page that writes down what happens in it, under a policy that refuses foreign scripts and styles. What is selected
 * is in every line; `selectionchange` itself comes when the browser finds the time, in no fixed order.
 */
const PAGE = `<!doctype html><html lang="en"><head><title>Lamps</title><script src="/page.js"></script></head><body>
<form id="form"><label>Note <input id="note"></label><input type="checkbox" id="gift"><select id="size"><option>S</option><option>M</option></select><button id="send">Send</button></form>
<p id="words">Some words to select</p><a id="top" href="#top">Top</a><button id="route">Route</button></body></html>`;
const SCRIPT = `
window.log = [];
const types = ['pointerdown','mousedown','focusin','focusout','pointerup','mouseup','click','auxclick','contextmenu','dblclick','keydown','keyup','beforeinput','input','change','submit','scroll','copy','hashchange','popstate','wheel','pagehide','securitypolicyviolation','error','unhandledrejection','message'];
for (const type of types) for (const target of [window, document]) target.addEventListener(type, (event) => {
  const where = target === window ? 'window' : 'document';
  window.log.push([where, type, event.target.id || event.target.nodeName || 'window', event.defaultPrevented, event.isTrusted, event.eventPhase, document.activeElement?.id ?? '', String(getSelection())].join(' '));
  if (type === 'submit' || (type === 'contextmenu' && target === document)) event.preventDefault();
});
addEventListener('DOMContentLoaded', () => {
  document.getElementById('route').addEventListener('click', () => { history.pushState({ at: 1 }, '', '/route'); document.title = 'Route'; });
});`;

type Seen = {
  log: string[];
  globals: string[];
  html: string;
  added: string[];
  historyLength: number;
  printed: string[];
};

let shop: Server;
let address: string;
test.beforeAll(async () => {
  shop = createServer(({ url }, response) => {
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
    );
    if (url === '/page.js') response.setHeader('content-type', 'text/javascript').end(SCRIPT);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`; // listening on TCP, so it has one
});
test.afterAll(() => void shop.close());

async function play(context: BrowserContext, waitMs: number): Promise<Seen> {
  const page = await context.newPage();
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  page.on('pageerror', ({ message }) => printed.push(message));
  await page.goto(address);
  await page.waitForTimeout(waitMs);
  await page.locator('#note').click();
  await page.keyboard.type('hello');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.locator('#size').selectOption('M');
  await page.locator('#send').click();
  await page.locator('#words').dblclick({ position: { x: 10, y: 8 } });
  await page.locator('#top').click({ button: 'right' });
  await page.locator('#top').click();
  await page.locator('#route').click();
  await page.waitForTimeout(waitMs);
  const seen = await page.evaluate(() => {
    // Closed shadow roots are not part of the markup, and nothing else of the sign may be either.
    const copy = document.documentElement.cloneNode(true) as Element; // a copy of an element is one
    const added = Array.from(copy.children).filter(({ localName }) => localName !== 'head' && localName !== 'body');
    for (const element of added) element.remove();
    return {
      log: (window as unknown as { log: string[] }).log,
      globals: Object.getOwnPropertyNames(window).toSorted(),
      html: copy.outerHTML,
      added: added.map(({ outerHTML }) => outerHTML),
      historyLength: history.length,
    };
  });
  await page.close();
  return { ...seen, printed };
}

test('a page under a strict policy behaves the same while the built extension records it', async () => {
  const browser = await launchBrowser();
  const extension = await recordWithExtension(browser);
  const before = await play(browser.context, 900);
  await extension.start();
  const recorded = await play(browser.context, 900);
  expect(await extension.messageBytes()).toBeGreaterThan(1_000);
  await extension.stop();
  await browser.close();

  expect(before.added).toEqual([]);
  expect(before.log.length).toBeGreaterThan(50);
  expect(recorded.added).toEqual(['<div aria-hidden="true"></div>']);
  expect({ ...recorded, added: [] }).toEqual(before);
  expect(recorded.printed).toEqual([]);
});
