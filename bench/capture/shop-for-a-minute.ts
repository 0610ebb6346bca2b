import type { Page } from '@playwright/test';

const EVERY_MS = 3_000;

/** Twenty interactions of a person who looks for a kettle, one every three seconds; two of them open another page. */
const INTERACTIONS: ((page: Page) => Promise<void>)[] = [
  (page) => page.mouse.wheel(0, 420),
  (page) => page.mouse.wheel(0, 420),
  (page) => page.locator('#compare-9').click(),
  (page) => page.mouse.wheel(0, -300),
  (page) => page.locator('#help').click(),
  (page) => page.locator('#close').click(),
  (page) => page.locator('#search').click(),
  (page) => page.keyboard.type('steel kettle', { delay: 40 }),
  (page) => page.locator('.add').nth(5).click(),
  (page) => page.mouse.wheel(0, 300),
  (page) => page.locator('a[href="/product/9"]').click(),
  (page) =>
    page
      .locator('#quantity')
      .selectOption('2')
      .then(() => undefined),
  (page) => page.locator('.add').click(),
  (page) => page.mouse.wheel(0, 500),
  (page) => page.mouse.wheel(0, -500),
  (page) => page.locator('.add').click(),
  (page) => page.locator('a[href="/"]').click(),
  (page) => page.mouse.wheel(0, 350),
  (page) => page.locator('#compare-4').click(),
  (page) => page.mouse.wheel(0, 350),
];

/** Shops for `minutes`; twenty interactions in each. */
export async function shopForMinutes(page: Page, minutes: number): Promise<void> {
  await page.mouse.move(600, 500);
  for (let minute = 0; minute < minutes; minute++) {
    for (const interact of INTERACTIONS) {
      const nextAt = Date.now() + EVERY_MS;
      await interact(page);
      await page.waitForTimeout(Math.max(0, nextAt - Date.now()));
    }
  }
}
