import { expect } from '@playwright/test';
import { test } from './recorded-page.ts';

const PAGE = `<style>button, input { display: block; margin: 20px; padding: 10px; }</style>
<main><h1>Mugs</h1><button id="a">Add blue mug</button><button id="b">Add red mug</button>
<input type="button" id="c" value="Add mug"><button id="d">Add tall mug</button></main>`;

test('what the pointer rests on is read before it is pressed, and read anew if it has changed since', async ({
  recorded,
}) => {
  await recorded.open(PAGE);
  await recorded.until('navigation', 1);
  const { page } = recorded;
  const press = async (id: string, meanwhile: () => void = () => undefined): Promise<void> => {
    await page.hover(`#${id}`);
    await page.waitForTimeout(400);
    await page.evaluate(meanwhile);
    await page.waitForTimeout(50);
    await page.mouse.down();
    await page.mouse.up();
  };
  await press('a');
  await press('b', () => {
    const button = document.querySelector('#b');
    if (button !== null) button.textContent = 'Add green mug';
  });
  await press('c', () => {
    const button = document.querySelector('#c') as HTMLInputElement;
    button.value = 'Add glass';
  });
  // What moves without a change of the DOM: its box is that of the press.
  await press('d', () => document.styleSheets[0]?.insertRule('#d { height: 90px }'));
  await recorded.until('click', 4);
  const clicks = await recorded.only('click');
  const targets = clicks.map(({ locators }) => ('target' in locators ? locators.target : undefined));
  expect(targets.map((target) => target?.name)).toEqual(['Add blue mug', 'Add green mug', 'Add glass', 'Add tall mug']);
  expect(targets[3]?.box?.height).toBe(90);
});
