import type { Page } from '@playwright/test';

/** Time that a person leaves between two things; most of what a recorder does afterwards falls into it. */
const PAUSE_MS = 600;
const KEY_PAUSE_MS = 90;

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
      await page.mouse.click(place.x + 5, place.y + 5);
      await page.waitForTimeout(PAUSE_MS);
    }
    await mark();
    await page.locator('#q').click();
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
    await page.locator(round % 2 === 0 ? '#by-price' : '#by-name').click();
    await page.waitForTimeout(PAUSE_MS);
  }
  await mark();
}
