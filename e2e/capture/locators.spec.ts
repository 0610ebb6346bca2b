import { expect, type Frame, type Page } from '@playwright/test';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import { test } from './recorded-page.ts';

function locatorsOf(interaction: CapturedInteraction | undefined): Locators {
  if (interaction === undefined || 'absent' in interaction.locators) throw new Error('no locators were recorded');
  return interaction.locators;
}

/** Runs every recorded selector: which kinds find the target alone, and which find something else. */
async function rerun(page: Page | Frame, { candidates }: Locators, isTarget: string): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const { kind, selector, matches } of candidates) {
    const found = page.locator(selector);
    const count = await found.count();
    const right = count > 0 && (await found.first().evaluate((element, css) => element.matches(css), isTarget));
    outcomes[kind] =
      `${right ? 'right' : `wrong (${selector})`} of ${count}${matches === null || matches === count ? '' : `, recorded ${matches}`}`;
  }
  return outcomes;
}

const cards = [1, 2, 3]
  .map(
    (n) => `<li class="card sc-bdVaJa"><h3><a href="/p/lamp-${n}">Lamp ${n}</a></h3><p>£${n}9.00</p>
    <button class="buy css-1x2y3z" data-testid="add-${n}" aria-label="Add Lamp ${n}"><span>Add</span></button></li>`,
  )
  .join('');

test('every selector of a button finds it again in Playwright', async ({ recorded }) => {
  await recorded.open(`<main><h1>Lamps</h1><ul id="grid">${cards}</ul></main>`);
  await recorded.page.getByLabel('Add Lamp 2').click();
  const locators = locatorsOf((await recorded.only('click'))[0]);
  expect(await rerun(recorded.page, locators, '[data-testid=add-2]')).toEqual({
    'test-id': 'right of 1',
    role: 'right of 1',
    css: 'right of 1',
    'css-path': 'right of 1',
    xpath: 'right of 1',
    nth: 'right of 1',
    text: expect.stringMatching(/of 3$/),
    item: 'right of 1',
    'item-key': 'right of 1',
  });
  expect(locators.candidates.map(({ kind }) => kind).slice(0, 2)).toEqual(['css', 'test-id']);
  expect(JSON.stringify(locators)).not.toMatch(/bdVaJa|1x2y3z/);
  expect(locators.fingerprint).toMatchObject({
    heading: 'Lamp 2',
    landmark: 'main',
    neighbours: ['£29.00', 'Lamp 1£19.00 Add', 'Lamp 3£39.00 Add'],
    index: 0,
    surroundings: {
      path: ['li.card', 'ul', 'main', 'body', 'html'],
      item: { text: 'Lamp 2£29.00 Add', keys: '/p/lamp-2', index: 1 },
      order: 1,
      inner: 'span',
    },
  });
});

test('what stands beside a target is told by how it begins, without what is typed there', async ({ recorded }) => {
  const long = 'An oak chair. '.repeat(2_000);
  await recorded.open(
    `<p>Note: <textarea>call Ann</textarea> sent</p><div><button>Go</button></div><p>${long}<textarea>and Ben</textarea></p>`,
  );
  await recorded.page.getByText('Go').click();
  const { neighbours } = locatorsOf((await recorded.only('click'))[0]).fingerprint;
  expect(neighbours).toEqual(['Note: sent', long.slice(0, 80).trim()]);
});

test('twins in a table without names are told apart by their row, links by the end of where they lead', async ({
  recorded,
}) => {
  const rows = ['Oak', 'Elm', 'Ash'].map(
    (name) =>
      `<tr><th>${name} chair</th><td><button>Less</button><button>More</button></td><td><a href="/en/chairs/${name.toLowerCase()}">Look</a></td></tr>`,
  );
  await recorded.open(`<table><tr><th>Chair</th><th>Pieces</th><th></th></tr>${rows.join('')}</table>`);
  await recorded.page.getByRole('row', { name: 'Elm' }).getByText('More').click();
  const more = locatorsOf((await recorded.only('click'))[0]);
  expect(more.candidates.find(({ kind }) => kind === 'item')).toMatchObject({
    selector: 'tr:has-text("Elm chair") >> role=button[name="More"]',
    matches: 1,
  });
  expect(more.fingerprint.surroundings).toMatchObject({ column: 'Pieces', item: { keys: '/en/chairs/elm', index: 2 } });
  const isMore = 'tr:nth-child(3) button:last-child';
  expect(await rerun(recorded.page, more, isMore)).toMatchObject({ item: 'right of 1', 'item-key': 'right of 1' });
  await recorded.page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
  await recorded.page.getByRole('row', { name: 'Ash' }).getByText('Look').click();
  await recorded.until('click', 2);
  const link = locatorsOf((await recorded.only('click'))[1]);
  expect(await rerun(recorded.page, link, '[href$=ash]')).toMatchObject({ link: 'right of 1', item: 'right of 1' });
});

test('choices with the same words are told apart by their group', async ({ recorded }) => {
  const group = (title: string): string =>
    `<fieldset><legend>${title}</legend><button type="button">Red</button><button type="button">Blue</button></fieldset>`;
  await recorded.open(
    `<form>${group('Cover')}${group('Legs')}</form><div role="group" aria-label="Cushion"><button>Red</button></div>`,
  );
  await recorded.page.locator('fieldset >> nth=1').getByText('Blue').click();
  const legs = locatorsOf((await recorded.only('click'))[0]);
  expect(legs.fingerprint.surroundings).toMatchObject({ group: 'Legs' });
  expect(await rerun(recorded.page, legs, 'fieldset:nth-child(2) button:last-child')).toMatchObject({
    group: 'right of 1',
  });
  await recorded.page.getByLabel('Cushion').getByText('Red').click();
  await recorded.until('click', 2);
  const cushion = locatorsOf((await recorded.only('click'))[1]);
  expect(await rerun(recorded.page, cushion, '[aria-label] button')).toMatchObject({ group: 'right of 1' });
});

test('fields are found by label and placeholder', async ({ recorded }) => {
  await recorded.open(`<label for="q">Search the shop</label><input id="q" type="search" name="q" placeholder="Search lamps">
    <p>Lamps</p>`);
  await recorded.page.locator('#q').click();
  const [field] = await recorded.only('click');
  expect(await rerun(recorded.page, locatorsOf(field), '#q')).toMatchObject({
    label: 'right of 1',
    placeholder: 'right of 1',
    role: 'right of 1',
    css: 'right of 1',
  });
});

test('links are found by their text', async ({ recorded }) => {
  await recorded.open(`<nav aria-label="Main"><a href="#sale">Sale</a> <a href="#new">New in</a></nav>`);
  await recorded.page.getByText('New in').click();
  const [link] = await recorded.only('click');
  expect(await rerun(recorded.page, locatorsOf(link), '[href="#new"]')).toMatchObject({
    text: 'right of 1',
    role: 'right of 1',
    css: 'right of 1',
    xpath: 'right of 1',
  });
});

test('targets inside nested open shadow roots are found through their hosts', async ({ recorded }) => {
  await recorded.open(`<shop-app></shop-app><script>
    customElements.define('shop-card', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<button class="buy"><b>Add to bag</b></button>'; } });
    customElements.define('shop-app', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<main><shop-card id="one"></shop-card><shop-card id="two"></shop-card></main>'; } });
  </script>`);
  await recorded.page.locator('#two button').click();
  const locators = locatorsOf((await recorded.only('click'))[0]);
  expect(locators.shadowDepth).toBe(2);
  expect(locators.target).toMatchObject({ tag: 'button', name: 'Add to bag' });
  const outcomes = await rerun(recorded.page, locators, '.buy');
  expect(outcomes).toEqual({
    role: 'right of 1',
    text: 'right of 1',
    css: 'right of 1',
    nth: 'right of 1',
  });
  const host = await recorded.page
    .locator(locators.candidates[0]?.selector ?? '')
    .evaluate((element) => (element.getRootNode() as ShadowRoot).host.id);
  expect(host).toBe('two');
});

test('in a same-origin frame the path to it and coordinates of the top page are recorded', async ({ recorded }) => {
  await recorded.open('<button id="pay">Pay now</button>', '/inner');
  await recorded.open(
    '<p style="height:100px">above</p><iframe id="pay-frame" src="/inner" style="border:5px solid;padding:3px;width:400px;height:200px"></iframe>',
  );
  const frame = recorded.page.frame({ url: /inner/ });
  if (frame === null) throw new Error('no frame');
  await frame.locator('#pay').click();
  const inner = await frame.evaluate(() =>
    window.codesight.interactions.filter(({ action }) => action.type === 'click'),
  );
  const locators = locatorsOf(inner[0]);
  expect(locators.framePath).toEqual(['#pay-frame']);
  const box = await frame.locator('#pay').boundingBox();
  expect(locators.target.box?.x).toBeCloseTo(box?.x ?? 0, 0);
  expect(locators.target.box?.y).toBeCloseTo(box?.y ?? 0, 0);
  expect(inner[0]?.action).toMatchObject({ point: { x: expect.closeTo((box?.x ?? 0) + (box?.width ?? 0) / 2, -0.5) } });
  expect(await frame.evaluate(() => window.codesight.interactions.map(({ action }) => action.type))).not.toContain(
    'navigation',
  );
});

test('selectors and names hold nothing personal', async ({ recorded }) => {
  await recorded.open(
    `<a id="u" href="/account/anna@example.com" aria-label="Signed in as Anna Smith" title="anna@example.com">Hello, Anna</a>`,
  );
  await recorded.page.locator('#u').click({ noWaitAfter: true });
  const text = await recorded.page.evaluate(() => JSON.stringify(window.codesight.interactions)).catch(() => '');
  expect(text).not.toMatch(/anna/i);
});
