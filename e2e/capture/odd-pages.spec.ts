import { expect } from '@playwright/test';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { test } from './recorded-page.ts';

test('what is written in an editing host of any kind is in no record, not in the names and texts around it either', async ({
  recorded,
}) => {
  const editors = [
    'contenteditable',
    'contenteditable="TRUE"',
    'contenteditable="plaintext-only"',
    'contenteditable=yes',
  ];
  await recorded.open(
    `<h1>Ask the shop</h1><main>${editors
      .map(
        (editor, index) =>
          `<section aria-label="Note ${index}"><div ${editor}><h2>Zebra ${index}</h2><p>for <b>zebra</b> <a href="#z">zebra</a> at £12</p></div><button>Send ${index}</button></section>`,
      )
      .join('')}<output><div contenteditable>Zebra?</div></output></main>`,
  );
  await recorded.settle();
  for (const [index] of editors.entries()) {
    await recorded.page.locator('b').nth(index).click();
    await recorded.page.locator('h2').nth(index).click();
    await recorded.page.locator('a').nth(index).click({ button: 'right' });
    await recorded.page.getByRole('button').nth(index).click();
  }
  await recorded.page.locator('output div').pressSequentially('zebra');
  await recorded.settle();
  expect((await recorded.only('click')).length).toBe(16);
  expect(JSON.stringify([await recorded.captured(), await recorded.states()])).not.toMatch(/zebra/i);
  const all = await recorded.only('click');
  expect(all.every(({ locators }) => !isAbsent(locators))).toBe(true);
});

test('a click on nothing in particular is one on the body or on the page, each with its locators', async ({
  recorded,
}) => {
  await recorded.open('<p>Little</p>');
  await recorded.page.evaluate(() => {
    document.body.style.height = '200px';
    document.documentElement.lang = 'en';
  });
  await recorded.page.mouse.click(400, 150);
  await recorded.page.mouse.click(400, 500);
  const clicks = await recorded.only('click');
  expect(
    clicks.map(({ locators }) =>
      isAbsent(locators)
        ? locators
        : locators.candidates
            .filter(({ kind }) => /css|xpath/.test(kind))
            .map(({ selector, matches }) => [selector, matches]),
    ),
  ).toEqual([
    [
      ['body', 1],
      ['xpath=/html/body', 1],
    ],
    [
      ['html', 1],
      ['xpath=/html', 1],
    ],
  ]);
});

/** Names that a field must have to stand in the place of what a recorder asks a form for. */
const TAKEN =
  'id children childNodes getAttribute hasAttribute parentElement localName nodeName querySelector querySelectorAll closest matches textContent shadowRoot attributes classList getRootNode nodeType getBoundingClientRect checkVisibility firstElementChild childElementCount nextElementSibling previousElementSibling isConnected contains nodeType ownerDocument';
const TAKEN_OF_DOCUMENT =
  'body documentElement title querySelectorAll querySelector activeElement scrollingElement readyState referrer getSelection baseURI visibilityState elementFromPoint';

test('fields and pictures that are called like parts of the DOM keep nothing from being read', async ({ recorded }) => {
  const page = (inputs: string, pictures: string): string =>
    `<style>[name=q],button{position:fixed;left:10px;width:100px;height:20px}[name=q]{top:300px}button{top:400px}</style><main><h1>Lamp</h1><form id="buy" aria-label="Buy">${inputs}<label>Quantity <input name="q" value="2"></label><button>Add to cart</button><p>Ask anna.example@example.com</p></form>${pictures}</main>
    <script>document.forms[0].addEventListener('submit', (event) => event.preventDefault())</script>`;
  const act = async (): Promise<unknown[]> => {
    await recorded.settle();
    // By places: Playwright's own locators cannot find anything on such a page.
    await recorded.page.mouse.click(50, 310);
    await recorded.page.keyboard.type('1');
    await recorded.page.mouse.click(50, 410);
    await recorded.until('submit', 1);
    await recorded.settle();
    const all = await recorded.captured();
    const { rectangles } = await recorded.plan();
    expect(rectangles.length).toBeGreaterThan(0);
    const seen = all.map(({ action, locators, context }) => [
      action.type,
      isAbsent(locators) ? locators : [locators.target.name, locators.candidates.map(({ selector }) => selector)],
      isAbsent(context) ? context : [context.snapshot, context.page.structure, context.ancestry],
    ]);
    return [...seen, rectangles];
  };
  const fields = (names: string): string =>
    names
      .split(' ')
      .map((name) => `<input type="hidden" name="${name}">`)
      .join('');
  const pictures = (names: string): string =>
    names
      .split(' ')
      .map((name) => `<img hidden name="${name}" src="data:,">`)
      .join('');
  const harmless = (names: string): string => names.replaceAll(/\w+/g, (name) => `x-${name}`);
  await recorded.open(page(fields(harmless(TAKEN)), pictures(harmless(TAKEN_OF_DOCUMENT))), '/plain');
  const unharmed = await act();
  await recorded.open(page(fields(TAKEN), pictures(TAKEN_OF_DOCUMENT)), '/taken');
  expect(await recorded.page.evaluate(() => typeof document.forms[0]?.getAttribute)).toBe('object');
  expect(await act()).toEqual(unharmed);
  expect(unharmed.slice(0, -1).map((each) => (each as unknown[])[0])).toEqual([
    'navigation',
    'click',
    'input',
    'click',
    'submit',
  ]);
});
