import { expect } from '@playwright/test';
import { test } from './recorded-page.ts';

test('resting the pointer is recorded with its end; passing over, pressing and scrolling past are not (R8.8)', async ({
  recorded,
}) => {
  await recorded.open(
    '<button>Sizes</button><button>Buy</button><a href="#x">Help</a><p>Plain text</p><div style="height:3000px"></div>',
  );
  const over = (name: string) => recorded.page.getByText(name).hover();
  await over('Buy');
  await recorded.page.waitForTimeout(300);
  await over('Sizes');
  await recorded.page.waitForTimeout(1_300);
  await over('Plain text');
  await recorded.page.waitForTimeout(1_200);
  await recorded.page.getByText('Buy').click();
  await recorded.page.waitForTimeout(1_200);
  await over('Help');
  await recorded.page.waitForTimeout(400);
  await recorded.page.mouse.wheel(0, 50);
  await recorded.page.waitForTimeout(1_200);
  const hovers = await recorded.only('hover');
  expect(hovers.map(({ locators }) => 'target' in locators && locators.target.name)).toEqual(['Sizes']);
  const { at = 0, endedAt = 0 } = hovers[0]?.action ?? {};
  expect(endedAt - at).toBeGreaterThanOrEqual(1_200);
});

test('copying and pasting are recorded by how much it was, never by what, and private fields are not looked at', async ({
  recorded,
}) => {
  await recorded.open(
    `<p id="p">Secret words of a passage to copy</p><input type="search" aria-label="Search"><label>E-mail <input id="m"></label>`,
  );
  const { page } = recorded;
  await page.locator('#p').click({ clickCount: 3 });
  await page.keyboard.press('Control+c');
  await page.getByLabel('Search').click();
  await page.keyboard.press('Control+v');
  await page.getByLabel('E-mail').click();
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+x');
  await page.locator('#p').click();
  expect((await recorded.only('copy')).map(({ action: { way, content, length } }) => [way, content, length])).toEqual([
    ['copied', 'text', 'line'],
    ['cut', 'text', null],
  ]);
  expect((await recorded.only('paste')).map(({ action: { content, length } }) => [content, length])).toEqual([
    ['text', 'line'],
    ['text', null],
  ]);
  const inputs = await recorded.only('input');
  expect(inputs.map(({ action }) => action.means)).toEqual(['pasted', 'pasted', 'deleted']);
  const all = JSON.stringify((await recorded.captured()).map(({ action }) => ({ ...action, value: null })));
  expect(all).not.toContain('Secret');
});

test('dragging is recorded by where it began and ended, in both ways that pages have', async ({ recorded }) => {
  await recorded.open(`<style>div{width:90px;height:60px;margin:20px}</style>
    <div id="a" draggable="true" role="button" aria-label="Lamp">Lamp</div><div id="b" role="button" aria-label="Cart">Cart</div>
    <div id="c" role="slider" aria-label="Price" aria-valuenow="1" tabindex="0" style="user-select:none"></div>
    <script>b.addEventListener('dragover', (event) => event.preventDefault()); b.addEventListener('drop', (event) => event.preventDefault());</script>`);
  const { page } = recorded;
  await page.locator('#a').dragTo(page.locator('#b'));
  const box = await page.locator('#c').boundingBox();
  if (box === null) throw new Error('no slider');
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 70, box.y + 12, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.up();
  const drags = await recorded.only('drag');
  expect(
    drags.map(({ action: { means, destination, dropped, from, to }, locators }) => [
      means,
      'target' in locators && locators.target.name,
      destination?.name,
      dropped,
      Math.round(to.x - from.x),
    ]),
  ).toEqual([
    ['native', 'Lamp', 'Cart', true, 0],
    ['pointer', 'Price', 'Price', null, 60],
  ]);
});

test('dialogs, drawers, toasts and banners are recorded as they come and go', async ({ recorded }) => {
  await recorded.open(`<button onclick="d.showModal()">Size guide</button><button onclick="t.hidden = false">Add</button>
    <dialog id="d" aria-label="Sizes"><p>S, M, L for anna@example.com</p><button onclick="d.close()">Close</button></dialog>
    <div id="t" class="toast" style="position:fixed;bottom:0" hidden aria-label="Note"><p>Added</p></div>
    <div class="cookie-banner" style="position:fixed;top:0;right:0" role="dialog" aria-label="Cookies"><button onclick="this.parentElement.remove()">Accept</button></div>`);
  const { page } = recorded;
  await recorded.until('dialog', 1);
  await page.getByText('Accept').click();
  await recorded.until('dialog', 2);
  await page.getByText('Size guide').click();
  await recorded.until('dialog', 3);
  await page.getByText('Close').click();
  await recorded.until('dialog', 4);
  await page.getByText('Add', { exact: true }).click();
  await recorded.until('dialog', 5);
  expect((await recorded.only('dialog')).map(({ action }) => `${action.kind} ${action.change}`)).toEqual([
    'cookie-banner opened',
    'cookie-banner closed',
    'modal opened',
    'modal closed',
    'toast opened',
  ]);
});

test('a list box of the page’s own making is a click and a choice; where its field is private the choice is not shown', async ({
  recorded,
}) => {
  const list = (id: string, name: string, options: string[]): string =>
    `<button role="combobox" aria-controls="${id}" aria-label="${name}">${name}</button>
     <ul role="listbox" id="${id}">${options.map((option) => `<li role="option" tabindex="0">${option}</li>`).join('')}</ul>`;
  await recorded.open(
    list('s', 'Size', ['Small', 'Large']) + list('d', 'Delivery address', ['1 Made-up Road', 'Other']),
  );
  await recorded.page.getByText('Large').click();
  await recorded.page.getByText('1 Made-up Road').click();
  const all = (await recorded.captured()).map(({ action }) => action.type);
  expect(all).toEqual(['navigation', 'click', 'select', 'click', 'select']);
  expect((await recorded.only('select')).map(({ action }) => action.values[0]?.shown)).toEqual([true, false]);
});

test('files, sliders and composed text are recorded by kind', async ({ recorded }) => {
  await recorded.open(
    '<label>Photo <input type="file"></label><label>Price <input type="range" min="0" max="10" value="0"></label><input type="search" aria-label="Search">',
  );
  const { page } = recorded;
  await page
    .getByLabel('Photo')
    .setInputFiles({ name: 'anna-passport.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await page.getByLabel('Price').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByLabel('Search').focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'らん', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.insertText', { text: 'ランプ' });
  await page.getByLabel('Price').focus();
  expect((await recorded.only('change')).map(({ action }) => action.value)).toEqual([
    { shown: false, fieldKind: 'file', placeholder: '{{FILE}}' },
    { shown: true, fieldKind: 'price-filter', text: '1' },
  ]);
  const [typed] = await recorded.only('input');
  expect(typed?.action).toMatchObject({ means: 'composed', value: { shown: true, text: 'ランプ' } });
  expect(JSON.stringify(await recorded.captured())).not.toContain('passport');
});
