import { expect } from '@playwright/test';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { test } from './recorded-page.ts';

test('a click is recorded with its button, count, point, modifiers and target', async ({ recorded }) => {
  await recorded.open('<main><h1>Shoes</h1><button data-testid="add"><span>Add to cart</span></button></main>');
  await recorded.page.getByText('Add to cart').click({ modifiers: ['Shift'] });
  await recorded.page.getByRole('button').click({ button: 'right' });
  await recorded.page.getByRole('button').click({ button: 'middle' });
  await recorded.page.getByRole('button').dblclick();
  const clicks = await recorded.only('click');
  expect(clicks.map(({ action }) => [action.button, action.count, action.modifiers, action.isTrusted])).toEqual([
    ['left', 1, ['Shift'], true],
    ['right', 1, [], true],
    ['middle', 1, [], true],
    ['left', 1, [], true],
    ['left', 2, [], true],
  ]);
  const box = await recorded.page.getByRole('button').boundingBox();
  const width = Math.round((box?.width ?? 0) * 10) / 10;
  expect(clicks[0]?.locators).toMatchObject({
    target: { tag: 'button', role: 'button', name: 'Add to cart', box: { x: 8, width } },
  });
});

test('the target is read before the page reacts to the pointer', async ({ recorded }) => {
  await recorded.open(`<button id="b">Open menu</button>
    <script>addEventListener('pointerdown', () => { document.getElementById('b').textContent = 'Close'; }, true);
    document.getElementById('b').addEventListener('mousedown', (event) => event.target.remove());</script>`);
  await recorded.page.getByRole('button').click();
  await recorded.until('click', 1);
  const clicks = await recorded.only('click');
  expect(clicks).toHaveLength(1);
  expect(clicks[0]?.locators).toMatchObject({ target: { name: 'Open menu' } });
});

test('typing is merged for each field and shown only where it is harmless', async ({ recorded }) => {
  await recorded.open(`<form role="search"><input type="search" name="q" aria-label="Search"></form>
    <label>E-mail <input id="mail"></label><label>Password <input id="secret" type="password"></label><p id="e" contenteditable>x</p>`);
  await recorded.page.getByLabel('Search').pressSequentially('red shoes');
  await recorded.page.getByLabel('E-mail').pressSequentially('anna@example.com');
  await recorded.page.evaluate(() => {
    document.querySelector<HTMLInputElement>('#secret')!.type = 'text';
  });
  await recorded.page.locator('#secret').pressSequentially('hunter2');
  await recorded.page.locator('#e').pressSequentially('Dear Sir');
  await recorded.page.getByLabel('Search').focus();
  const inputs = await recorded.only('input');
  expect(inputs.map(({ action: { value, keystrokes, means } }) => ({ value, keystrokes, means }))).toEqual([
    { value: { shown: true, fieldKind: 'search', text: 'red shoes' }, keystrokes: 9, means: 'typed' },
    { value: { shown: false, fieldKind: 'email', placeholder: '{{EMAIL}}' }, keystrokes: 16, means: 'typed' },
    { value: { shown: false, fieldKind: 'password', placeholder: '{{PASSWORD}}' }, keystrokes: 7, means: 'typed' },
    { value: { shown: false, fieldKind: 'other', placeholder: '{{TEXT}}' }, keystrokes: 8, means: 'typed' },
  ]);
  expect(JSON.stringify(await recorded.captured())).not.toMatch(/anna@|hunter2|Dear Sir/);
});

test('typing that is going on is recorded before the key that ends it, with rising times and numbers', async ({
  recorded,
}) => {
  await recorded.open(
    '<form action="/search"><input type="search" name="q" aria-label="Search"><button>Go</button></form><script>document.forms[0].addEventListener("submit", (event) => event.preventDefault())</script>',
  );
  await recorded.page.getByLabel('Search').click();
  await recorded.page.keyboard.type('lamp');
  await recorded.page.keyboard.press('Enter');
  const all = await recorded.captured();
  expect(all.map(({ action }) => action.type)).toEqual(['navigation', 'click', 'input', 'key', 'submit']);
  expect(all.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4]);
  const times = all.map(({ action }) => action.at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(all.at(-1)?.action).toMatchObject({ method: 'get', fieldCount: 1 });
});

test('choices in boxes, sliders and lists are recorded by what was chosen', async ({ recorded }) => {
  await recorded.open(`<label><input type="checkbox"> In stock only</label><label><input type="radio" name="size"> Large</label>
    <label>Colour <select><option>Red</option><option>Blue</option></select></label><label>Born <input type="date"></label>`);
  await recorded.page.getByLabel('In stock only').check();
  await recorded.page.getByLabel('Large').check();
  await recorded.page.getByLabel('Colour').selectOption('Blue');
  await recorded.page.getByLabel('Born').fill('1980-02-03');
  expect((await recorded.only('change')).map(({ action }) => [action.value, action.checked])).toEqual([
    [{ shown: true, fieldKind: 'choice', text: 'In stock only' }, true],
    [{ shown: true, fieldKind: 'choice', text: 'Large' }, true],
    [{ shown: false, fieldKind: 'other', placeholder: '{{TEXT}}' }, null],
  ]);
  expect((await recorded.only('select')).map(({ action }) => action.values)).toEqual([
    [{ shown: true, fieldKind: 'choice', text: 'Blue' }],
  ]);
});

test('lists in a form about a person are private, unless they choose a variant (R8.5)', async ({ recorded }) => {
  await recorded.open(`<form><input type="email" aria-label="E-mail"><select aria-label="Industry"><option>Shoes</option><option>Ships</option></select>
    <select aria-label="Size"><option>38</option><option>39</option></select></form>
    <select name="mm"><option value="">Birth month</option><option value="4">April</option></select>`);
  await recorded.page.getByLabel('Industry').selectOption('Ships');
  await recorded.page.getByLabel('Size').selectOption('39');
  await recorded.page.locator('[name=mm]').selectOption('April');
  expect((await recorded.only('select')).map(({ action }) => action.values)).toEqual([
    [{ shown: false, fieldKind: 'other', placeholder: '{{TEXT}}' }],
    [{ shown: true, fieldKind: 'choice', text: '39' }],
    [{ shown: false, fieldKind: 'date-of-birth', placeholder: '{{BIRTHDATE}}' }],
  ]);
});

test('a click on a label counts once', async ({ recorded }) => {
  await recorded.open('<label for="c">Gift wrap</label><input id="c" type="checkbox">');
  await recorded.page.getByText('Gift wrap').click();
  expect((await recorded.captured()).map(({ action }) => action.type)).toEqual(['navigation', 'click', 'change']);
});

test('keys that act are recorded, keys that type are not', async ({ recorded }) => {
  await recorded.open('<input aria-label="Note"><button>Buy</button>');
  await recorded.page.getByLabel('Note').focus();
  for (const key of ['a', 'Backspace', 'ArrowLeft', 'Control+a', 'Tab', 'Enter', 'Escape', 'x'])
    await recorded.page.keyboard.press(key);
  const keys = await recorded.only('key');
  expect(keys.map(({ action }) => [...action.modifiers, action.key].join('+'))).toEqual([
    'Control+a',
    'Tab',
    'Enter',
    'Escape',
  ]);
  expect(await recorded.only('click')).toEqual([]);
});

test('a burst of scrolling is one action, of the page or of the element that scrolled', async ({ recorded }) => {
  await recorded.open(
    '<div id="box" style="height:200px;width:300px;overflow:auto"><p style="height:2000px">long</p></div><p style="height:5000px">tall</p>',
  );
  await recorded.page.mouse.move(600, 500);
  for (let turn = 0; turn < 4; turn++) await recorded.page.mouse.wheel(0, 200);
  await recorded.until('scroll', 1);
  await recorded.page.mouse.wheel(0, -800);
  await recorded.until('scroll', 2);
  await recorded.page.mouse.move(100, 100);
  await recorded.page.mouse.wheel(0, 150);
  await recorded.until('scroll', 3);
  const scrolls = await recorded.only('scroll');
  expect(scrolls.map(({ action: { container, from, to, isTrusted } }) => [container, from.y, to.y, isTrusted])).toEqual(
    [
      ['page', 0, 800, true],
      ['page', 800, 0, true],
      ['element', 0, 150, true],
    ],
  );
  expect(scrolls[2]?.locators).toMatchObject({ target: { tag: 'div' } });
  await recorded.settle();
  const states = await recorded.states();
  expect(scrolls.map(({ id }) => states[id]?.scroll.before.y)).toEqual([0, 800, 0]);
  // The second turn began before the first had settled.
  expect(scrolls.map(({ id }) => states[id]?.scroll.after.y)).toEqual([800, 0, 0]);
  expect(scrolls.map(({ context }) => (isAbsent(context) ? context : context.page.scroll.y))).toEqual([0, 800, 0]);
});

test('a page that a program scrolls is told from one that a person scrolls', async ({ recorded }) => {
  await recorded.open('<p style="height:5000px">tall</p>');
  await recorded.until('navigation', 1);
  await recorded.page.waitForTimeout(1_100);
  await recorded.page.evaluate(() => scrollTo(0, 700));
  await recorded.until('scroll', 1);
  expect((await recorded.only('scroll')).map(({ action }) => [action.isTrusted, action.to.y])).toEqual([[false, 700]]);
});

test('documents and single-page routes are navigations, with what caused them', async ({ recorded }) => {
  await recorded.open('<h1>Second</h1>', '/second');
  await recorded.open(
    `<h1>First</h1><a href="/route" onclick="event.preventDefault(); history.pushState(null, '', '/route?session=abc'); document.querySelector('h1').textContent = 'Route'">Route</a><a href="/second">Second</a>`,
  );
  await recorded.until('navigation', 1);
  await recorded.page.getByRole('link', { name: 'Route' }).click();
  await recorded.until('navigation', 2);
  await recorded.page.goBack();
  await recorded.until('navigation', 3);
  const first = await recorded.only('navigation');
  expect(first.map(({ action: { scope, cause, fromUrl, toUrl } }) => [scope, cause, fromUrl, toUrl])).toEqual([
    ['document', 'unknown', null, 'https://shop.test/'],
    ['same-document', 'link', 'https://shop.test/', 'https://shop.test/route?session={{REDACTED}}'],
    ['same-document', 'back-forward', 'https://shop.test/route?session={{REDACTED}}', 'https://shop.test/'],
  ]);
  expect(first[1]?.context).toMatchObject({ page: { structure: { headings: [{ level: 1, text: 'Route' }] } } });
  await recorded.page.getByRole('link', { name: 'Second' }).click();
  await recorded.until('navigation', 1);
  expect((await recorded.only('navigation'))[0]?.action).toMatchObject({
    cause: 'link',
    fromUrl: 'https://shop.test/',
  });
  await recorded.page.reload();
  await recorded.until('navigation', 1);
  expect((await recorded.only('navigation'))[0]?.action).toMatchObject({ cause: 'reload' });
});

test('what was held back when the page goes is left behind or sent', async ({ recorded }) => {
  await recorded.open('<input type="search" name="q" aria-label="Search">');
  await recorded.settle();
  await recorded.page.getByLabel('Search').pressSequentially('kettle');
  await recorded.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  expect((await recorded.only('input')).map(({ action }) => action.value)).toEqual([
    { shown: true, fieldKind: 'search', text: 'kettle' },
  ]);
});

test('a scroll that the browser has not told of yet is recorded before the click after it', async ({ recorded }) => {
  await recorded.open('<div style="height:4000px"></div><button style="position:fixed;top:0;left:0">Buy</button>');
  await recorded.until('navigation', 1);
  // Later than a reaction of the page: a scroll of its own, and a press in the same frame.
  await recorded.page.waitForTimeout(1_100);
  await recorded.page.evaluate(() => {
    window.scrollTo(0, 900);
    const button = document.querySelector('button');
    for (const type of ['pointerdown', 'pointerup'])
      button?.dispatchEvent(new PointerEvent(type, { bubbles: true, isPrimary: true, pointerId: 1 }));
    button?.click();
  });
  await recorded.until('click', 1);
  const actions = (await recorded.captured()).map(({ id, action }) => ({ id, type: action.type }));
  expect(actions.map(({ type }) => type)).toEqual(['navigation', 'scroll', 'click']);
  const byId = actions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId).toEqual(actions);
});
