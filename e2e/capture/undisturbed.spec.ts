import { expect, type Page } from '@playwright/test';
import { test } from './recorded-page.ts';
import { recorderScript } from './recorder-script.ts';

const PAGE = `<form id="f"><label>Note <input id="i"></label><input type="checkbox" id="c"><select id="s"><option>a</option><option>b</option></select><button id="b">Send</button></form><a id="l" href="#top">Top</a>
<script>
  window.log = [];
  const types = ['pointerdown','mousedown','focusin','focusout','pointerup','mouseup','click','auxclick','contextmenu','dblclick','keydown','keyup','beforeinput','input','change','submit','scroll'];
  for (const type of types) document.addEventListener(type, (event) => {
    window.log.push([type, event.target.id || event.target.nodeName, event.defaultPrevented, event.isTrusted, document.activeElement?.id ?? ''].join(' '));
    if (type === 'submit') event.preventDefault();
  });
</script>`;

async function play(page: Page): Promise<{ log: string[]; globals: string[] }> {
  await page.setContent(`<!doctype html><body>${PAGE}`);
  await page.waitForTimeout(500);
  await page.locator('#i').click();
  await page.keyboard.type('hello');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.locator('#s').selectOption('b');
  await page.locator('#b').click();
  await page.locator('#b').dblclick();
  await page.locator('#l').click({ button: 'right' });
  await page.locator('#l').click();
  await page.waitForTimeout(300);
  return page.evaluate(() => ({
    log: (window as unknown as { log: string[] }).log,
    globals: Object.getOwnPropertyNames(window).filter((name) => name !== 'codesight'),
  }));
}

test('a page sees the same events, focus and globals with and without the recorder', async ({ browser }) => {
  const plain = await browser.newPage();
  const without = await play(plain);
  await plain.close();
  const page = await browser.newPage();
  await page.addInitScript({ content: await recorderScript() });
  const recorded = await play(page);
  await page.close();
  expect(recorded.log).toEqual(without.log);
  expect(recorded.globals.toSorted()).toEqual(without.globals.toSorted());
});

test('a page that opens its document anew is recorded on', async ({ recorded }) => {
  await recorded.open('<p>old</p>');
  await recorded.page.evaluate(() => {
    document.open();
    document.write('<button>New</button>');
    document.close();
  });
  await recorded.page.getByRole('button').click();
  expect(await recorded.only('click')).toHaveLength(1);
});

test('the sign is there while recording, out of the way, and gone afterwards', async ({ recorded }) => {
  await recorded.open('<button>Buy</button>');
  const host = recorded.page.locator('html > div[aria-hidden=true]');
  await expect(host).toHaveCount(1);
  await recorded.page.evaluate(() => window.codesight.recording.stop());
  await recorded.page.getByRole('button').click();
  expect(await recorded.only('click')).toHaveLength(0);
});
