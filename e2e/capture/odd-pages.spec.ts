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
