import { expect } from '@playwright/test';
import { test, type RecordedPage } from './recorded-page.ts';

const looks = async (recorded: RecordedPage): Promise<number> => (await recorded.plan()).domEpoch;

test('a ripple and a focus style are echoes of the gesture, no other look of the page', async ({ recorded }) => {
  await recorded.open(`<button id="b">Buy</button><div id="w"><input id="i" aria-label="Search" type="search"></div>
    <script>
      b.addEventListener('pointerdown', () => {
        const ripple = document.createElement('span');
        b.append(ripple);
        b.classList.add('pressed');
        setTimeout(() => ripple.remove(), 400);
      });
      i.addEventListener('focus', () => w.classList.add('focused'));
    </script>`);
  await recorded.until('navigation', 1);
  const atFirst = await looks(recorded);
  await recorded.page.click('#b');
  await recorded.until('click', 1);
  await recorded.settle();
  await recorded.page.click('#i');
  await recorded.settle();
  expect(await looks(recorded)).toBe(atFirst);
  await recorded.page.keyboard.type('mug');
  await recorded.page.click('#b');
  await recorded.until('input', 1);
  await recorded.until('click', 3);
  const [first, second, third] = await recorded.only('click');
  const [input] = await recorded.only('input');
  expect([first?.domEpoch, second?.domEpoch, input?.domEpoch]).toEqual([atFirst, atFirst, atFirst]);
  // What was typed can be seen.
  expect(third?.domEpoch).toBeGreaterThan(atFirst);
});

test('what a press makes of a page is no change before the choice that it makes', async ({ recorded }) => {
  await recorded.open(`<label><input type="checkbox" id="c"> New only</label><p id="p">All</p>
    <script>c.addEventListener('click', () => { p.textContent = 'Only new ones'; });</script>`);
  await recorded.until('navigation', 1);
  await recorded.page.click('#c');
  await recorded.until('change', 1);
  const [click] = await recorded.only('click');
  const [change] = await recorded.only('change');
  expect(change?.domEpoch).toBe(click?.domEpoch);
  expect(change?.changedAt).toBe(click?.changedAt);
  expect(await looks(recorded)).toBeGreaterThan(click?.domEpoch ?? Number.NaN);
});

test('a menu that opens is another look, a script that is loaded is none', async ({ recorded }) => {
  await recorded.open(`<button id="b" aria-expanded="false">Menu</button><nav id="n"></nav>
    <script>b.addEventListener('click', () => { b.setAttribute('aria-expanded', 'true'); n.innerHTML = '<a href="#a">Lamps</a>'; });</script>`);
  await recorded.until('navigation', 1);
  const atFirst = await looks(recorded);
  await recorded.page.evaluate(() => {
    document.head.append(document.createElement('script'));
    document.querySelector('#b')?.setAttribute('aria-expanded', 'false');
  });
  expect(await looks(recorded)).toBe(atFirst);
  const pressedAt = Date.now();
  await recorded.page.click('#b');
  await recorded.settle();
  expect(await looks(recorded)).toBeGreaterThan(atFirst);
  await recorded.page.click('a');
  await recorded.until('click', 2);
  const [menu, link] = await recorded.only('click');
  expect(menu?.domEpoch).toBe(atFirst);
  expect(menu?.changedAt).toBeLessThan(pressedAt);
  expect(link?.changedAt).toBeGreaterThanOrEqual(pressedAt - 1);
});
