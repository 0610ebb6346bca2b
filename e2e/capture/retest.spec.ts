import { expect } from '@playwright/test';
import type { LocatorOutcome } from '../../shared/locate/retest.ts';
import type { RecordedTarget } from '../../extension/capture/retest/create-retester.ts';
import { test, type RecordedPage } from './recorded-page.ts';

const card = (name: string): string =>
  `<li class="card"><h3><a href="/p/${name.toLowerCase()}">${name}</a></h3><button class="add" data-testid="add-${name.toLowerCase()}">Add</button></li>`;
const shop = (names: string[]): string => `<main><h1>Lamps</h1><ul id="grid">${names.map(card).join('')}</ul></main>`;
const lamps = ['Oak', 'Willow', 'Copper', 'Linen', 'Granite'];

/** Clicks on a product's button, and gives what was recorded of it as the background would on later pages. */
async function clickOn(recorded: RecordedPage, name: string): Promise<RecordedTarget> {
  await recorded.page.getByTestId(`add-${name}`).click();
  await recorded.until('click', 1);
  const [click] = await recorded.only('click');
  if (click === undefined || 'absent' in click.locators) throw new Error('no locators were recorded');
  return { interactionId: click.id, locators: click.locators };
}

/** What came of each selector in the only re-test there was. */
async function outcomesOf(
  recorded: RecordedPage,
  { locators }: RecordedTarget,
): Promise<Record<string, LocatorOutcome>> {
  await expect.poll(() => recorded.page.evaluate(() => window.codesight.retests.length), { timeout: 15_000 }).toBe(1);
  const [only] = await recorded.page.evaluate(() => window.codesight.retests);
  return Object.fromEntries(
    locators.candidates.flatMap(({ kind }, at) => {
      const outcome = only?.retest.outcomes[at];
      return outcome === undefined ? [] : [[kind, outcome]];
    }),
  );
}

/** Lets the next page of the tab know of targets recorded before, as the background answers it. */
async function remember(recorded: RecordedPage, target: RecordedTarget): Promise<void> {
  await recorded.page.addInitScript((each) => void window.codesight.retestable.push(each), target);
}

test('locators are run again after a reload, and all of an unchanged page find their target (R3.4)', async ({
  recorded,
}) => {
  await recorded.open(shop(lamps));
  const target = await clickOn(recorded, 'copper');
  await remember(recorded, target);
  await recorded.page.reload();
  const outcomes = await outcomesOf(recorded, target);
  expect(outcomes).toMatchObject({ 'test-id': 'found', css: 'found', xpath: 'found', nth: 'found' });
  expect(outcomes).toMatchObject({ role: 'missing', text: 'missing' }); // every card has an “Add”
});

test('a locator that counts places is seen to hit another element once places have changed (R3.4)', async ({
  recorded,
}) => {
  await recorded.open(shop(lamps));
  const target = await clickOn(recorded, 'copper');
  await remember(recorded, target);
  await recorded.open(shop(['Amber', ...lamps]));
  expect(await outcomesOf(recorded, target)).toMatchObject({ 'test-id': 'found', nth: 'wrong' });
});

test('on a page without the target nothing is said of its locators', async ({ recorded }) => {
  await recorded.open(shop(lamps));
  const target = await clickOn(recorded, 'copper');
  await remember(recorded, target);
  await recorded.open(shop(['Amber', 'Slate', 'Cobalt', 'Meadow']));
  await expect.poll(() => recorded.page.evaluate(() => window.codesight.asked.length), { timeout: 15_000 }).toBe(1);
  await recorded.settle();
  expect(await recorded.page.evaluate(() => window.codesight.retests)).toEqual([]);
});

test('another width of the window is another occasion', async ({ recorded }) => {
  await recorded.open(shop(lamps));
  const target = await clickOn(recorded, 'willow');
  await remember(recorded, target);
  await recorded.page.reload();
  await outcomesOf(recorded, target);
  await recorded.page.setViewportSize({ width: 700, height: 800 });
  await expect.poll(() => recorded.page.evaluate(() => window.codesight.retests.length), { timeout: 15_000 }).toBe(2);
  const keys = await recorded.page.evaluate(() => window.codesight.retests.map(({ retest }) => retest.key));
  expect(keys.map((key) => key.split(' ')[1])).toEqual(['1280', '700']);
});
