import type { Page } from '@playwright/test';

/** Time that a person leaves between two things; most of what a recorder does afterwards falls into it. */
const PAUSE_MS = 600;
const KEY_PAUSE_MS = 90;

/** Nobody presses in the instant in which the pointer arrives. */
const AIM_MS = 150;

/** Marks the beginning of the next interaction in the trace. */
export type Mark = () => Promise<void>;

/** The same trusted input for every recorder: clicks, keys, turns of the wheel, and views that a page builds anew. */
export async function usePage(page: Page, rounds: number, mark: Mark): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const adds = page.locator('.add');
    for (const index of [round * 2, round * 2 + 1]) {
      const box = await adds.nth(index).boundingBox();
      if (box === null) throw new Error('the page has no such button');
      const seen = box.y > 120 && box.y < 700;
      if (!seen) await adds.nth(index).evaluate((button) => button.scrollIntoView({ block: 'center' }));
      const place = (await adds.nth(index).boundingBox()) ?? box;
      await mark();
      await press(page, place);
      await page.waitForTimeout(PAUSE_MS);
    }
    await mark();
    await press(page, await placeOf(page, '#q'));
    await page.waitForTimeout(PAUSE_MS);
    for (const letter of 'lamp') {
      await mark();
      await page.keyboard.press(letter);
      await page.waitForTimeout(KEY_PAUSE_MS);
    }
    await page.waitForTimeout(PAUSE_MS);
    for (const turn of [500, 500, -1_000]) {
      await mark();
      await page.mouse.move(640, 600);
      await page.mouse.wheel(0, turn);
      await page.waitForTimeout(PAUSE_MS);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await mark();
    await press(page, await placeOf(page, round % 2 === 0 ? '#by-price' : '#by-name'));
    await page.waitForTimeout(PAUSE_MS);
  }
  await mark();
}

async function press(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  await page.mouse.move(x + 5, y + 5);
  await page.waitForTimeout(AIM_MS);
  await page.mouse.down();
  await page.mouse.up();
}

async function placeOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`the page has no ${selector}`);
  return box;
}
