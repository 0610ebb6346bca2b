import { expect } from '@playwright/test';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { test } from './recorded-page.ts';

type Mendable = { mend: () => void };

test('while a page breaks every reading of it each interaction says so, and the next reading that works counts again', async ({
  recorded,
}) => {
  await recorded.open('<main><h1>Lamp</h1><button>Buy</button></main>');
  const { page } = recorded;
  const change = (text: string): Promise<void> =>
    page.evaluate(
      (added) => document.body.append(Object.assign(document.createElement('h2'), { textContent: added })),
      text,
    );
  await recorded.settle();
  await page.getByText('Buy').click();
  await recorded.settle();
  await page.evaluate(() => {
    const { checkVisibility } = Element.prototype;
    Object.assign(window, { mend: () => Object.assign(Element.prototype, { checkVisibility }) });
    Element.prototype.checkVisibility = () => {
      throw new TypeError('made up');
    };
  });
  await change('Broken');
  await recorded.settle();
  await page.getByText('Buy').click();
  await recorded.settle();
  await page.evaluate(() => (window as unknown as Mendable).mend());
  await change('Mended');
  await recorded.settle();
  await page.getByText('Buy').click();
  await recorded.settle();
  const clicks = await recorded.only('click');
  const states = await recorded.states();
  expect(clicks.map(({ context }) => (isAbsent(context) ? context : context.snapshot.includes('Mended')))).toEqual([
    false,
    { absent: 'could not be read (TypeError)' },
    true,
  ]);
  expect(clicks.every(({ id }) => states[id] !== undefined)).toBe(true);
});
