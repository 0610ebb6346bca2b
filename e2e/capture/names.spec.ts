import { expect } from '@playwright/test';
import { test } from './recorded-page.ts';

const LINKS = `
  <a href="#1"><img alt="4.5 out of 5 stars" src="data:,"> (447)</a>
  <a href="#2"><span aria-label="Rated 3 of 5"><i aria-hidden="true">★★★☆☆</i></span> 12 reviews</a>
  <a href="#3">Paper <span>Lamp</span> <img alt="" src="data:,"></a>
  <a href="#4"><svg role="img"><title>Cart</title></svg> <b>2</b></a>
  <a href="#5" aria-label="Said outright"><img alt="Not said" src="data:,">Nor this</a>
  <a href="#6"><span aria-hidden="true">♥</span></a>
  <button aria-label="">Add <span aria-label="one more">+1</span><input value="secret"></button>`;

test('the name of a link or button has the names of its parts, in order', async ({ recorded }) => {
  await recorded.open(LINKS);
  await recorded.settle();
  for (const target of await recorded.page.locator('a,button').all()) await target.click({ position: { x: 2, y: 2 } });
  await recorded.until('click', 7);
  const clicks = await recorded.only('click');
  const context = clicks[0]?.context;
  const snapshot = context === undefined || 'absent' in context ? '' : context.snapshot;
  const names = [
    '4.5 out of 5 stars (447)',
    'Rated 3 of 5 12 reviews',
    'Paper Lamp',
    'Cart 2',
    'Said outright',
    '♥',
    'Add one more',
  ];
  for (const name of names) expect(snapshot).toContain(`"${name}"`);
  expect(snapshot).not.toContain('secret');
  const targets = clicks.map(({ locators }) => ('absent' in locators ? null : locators.target.name));
  expect(targets).toEqual(names);
});
