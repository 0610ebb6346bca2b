import { expect } from '@playwright/test';
import type { Box } from '../../shared/geometry.ts';
import { test, type RecordedPage } from './recorded-page.ts';

async function isCovered({ page, plan }: RecordedPage, selector: string, frameSelector?: string): Promise<boolean> {
  const target =
    frameSelector === undefined ? page.locator(selector) : page.frameLocator(frameSelector).locator(selector);
  const box = await target.boundingBox();
  if (box === null) throw new Error(`${selector} has no box`);
  return (await plan()).rectangles.some((rectangle) => covers(rectangle, box));
}

function covers(outer: Box, inner: Box): boolean {
  const slack = 1;
  return (
    outer.x <= inner.x + slack &&
    outer.y <= inner.y + slack &&
    outer.x + outer.width >= inner.x + inner.width - slack &&
    outer.y + outer.height >= inner.y + inner.height - slack
  );
}

test('everything private is covered and nothing else', async ({ recorded }) => {
  await recorded.open(
    '<label>Card number <input id="card" autocomplete="cc-number"></label><p><span id="innerMail">me@example.com</span></p>',
    '/inner',
  );
  await recorded.open(`<h1 id="title">Lamps from £20</h1><input id="search" type="search" name="q"><input id="mail" type="email">
    <label>Quantity <input id="qty" type="number" name="qty" value="2"></label>
    <p>Hello, <b id="name">Anna</b></p><p>Write to <span id="address">anna@example.com</span> now</p><p id="note" contenteditable>My note</p>
    <canvas id="canvas"></canvas><sealed-box id="open"></sealed-box>
    <iframe id="same" src="/inner" style="width:400px;height:120px"></iframe><iframe id="cross" src="https://pay.test/" style="width:200px;height:50px"></iframe>
    <script>document.querySelector('#open').attachShadow({ mode: 'open' }).innerHTML = '<input id="phone" type="tel">';</script>`);
  const covered = async (selector: string, frame?: string): Promise<boolean> => isCovered(recorded, selector, frame);
  for (const selector of ['#mail', '#name', '#address', '#note', '#phone', '#cross'])
    expect([selector, await covered(selector)]).toEqual([selector, true]);
  for (const selector of ['#card', '#innerMail'])
    expect([selector, await covered(selector, '#same')]).toEqual([selector, true]);
  for (const selector of ['#title', '#search', '#qty', '#canvas', '#same'])
    expect([selector, await covered(selector)]).toEqual([selector, false]);
});

test('lines that are only broken are looked at as lines', async ({ recorded }) => {
  await recorded.open(
    '<p>Lieferadresse<br><span id="name">Jonna Linden</span><br><span id="street">Am Markt</span></p><p id="other">Danke</p>',
    '/checkout',
  );
  await recorded.settle();
  for (const selector of ['#name', '#street'])
    expect([selector, await isCovered(recorded, selector)]).toEqual([selector, true]);
  expect(await isCovered(recorded, '#other')).toBe(false);
});

test('a password stays covered when it is shown', async ({ recorded }) => {
  await recorded.open('<input id="p" type="password" aria-label="Search">');
  await recorded.page.evaluate(() => document.querySelector('#p')?.setAttribute('type', 'search'));
  expect(await isCovered(recorded, '#p')).toBe(true);
});

test('the plan tells that something moved', async ({ recorded }) => {
  await recorded.open('<p style="height:3000px">x</p>');
  await recorded.until('navigation', 1);
  const first = await recorded.plan();
  expect(await recorded.plan()).toEqual(first);
  await recorded.page.evaluate(() => document.body.append('more'));
  const second = await recorded.plan();
  expect(second.domEpoch).toBeGreaterThan(first.domEpoch);
  await recorded.page.evaluate(() => scrollTo(0, 50));
  await expect.poll(async () => (await recorded.plan()).domEpoch).toBeGreaterThan(second.domEpoch);
});

test('what a style alone shows is covered, as one text with what stands around it', async ({ recorded }) => {
  await recorded.open(`<style>.user, #in:checked ~ p .guest { display: none } #in:checked ~ p .user { display: inline }</style>
    <input id="in" type="checkbox"><p>Hello, <b class="guest">visitor</b><b class="user" id="name">Anna</b></p><p id="plain">Lamps</p>`);
  await recorded.settle();
  expect(await recorded.plan()).toMatchObject({ rectangles: [] });
  // A property, not an attribute: no mutation tells of it.
  await recorded.page.locator('#in').evaluate((box) => Object.assign(box, { checked: true }));
  expect(await isCovered(recorded, '#name')).toBe(true);
  expect(await isCovered(recorded, '#plain')).toBe(false);
});

test('what changes is looked at again, and nothing is covered for what was there before', async ({ recorded }) => {
  await recorded.open('<p id="a">Write to anna@example.com</p><div id="b"><p>Lamps</p></div><p id="c">Chairs</p>');
  await recorded.settle();
  expect((await recorded.plan()).rectangles).toHaveLength(1);
  await recorded.page.evaluate(() => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => document.getElementById(id));
    a?.replaceChildren('Lamps from £20');
    b?.querySelector('p')?.append(' for ben@example.com');
    if (c?.firstChild instanceof Text) c.firstChild.data = 'Hello, Carla';
  });
  const { rectangles } = await recorded.plan();
  expect(rectangles).toHaveLength(2);
  expect(await isCovered(recorded, '#a')).toBe(false);
  await recorded.page.evaluate(() => document.getElementById('b')?.remove());
  expect((await recorded.plan()).rectangles).toHaveLength(1);
});

test('a page with a clock that never stops has its plan, with everything new covered', async ({ recorded }) => {
  await recorded.open('<p id="clock">0</p><div id="more"></div>');
  await recorded.page.evaluate(() => {
    let ticks = 0;
    setInterval(() => document.querySelector('#clock')?.replaceChildren(`Ends in ${++ticks}`), 5);
  });
  await recorded.plan();
  await recorded.page.evaluate(() => {
    const mail = Object.assign(document.createElement('span'), { id: 'mail', textContent: 'anna@example.com' });
    setTimeout(() => document.querySelector('#more')?.append(mail), 20);
  });
  await recorded.page.locator('#mail').waitFor();
  expect(await isCovered(recorded, '#mail')).toBe(true);
});

test('a page that is built anew faster than it can be looked through has no plan', async ({ recorded }) => {
  await recorded.open('<main></main>');
  await recorded.page.evaluate(() => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `<p>Row ${n} <b>for <i>Anna</i></b></p>`).join('');
    const build = (): void => {
      document.querySelector('main')?.replaceChildren(document.createRange().createContextualFragment(rows));
    };
    build();
    setInterval(build, 30);
  });
  await expect(recorded.plan()).rejects.toThrow('the page kept moving');
});
