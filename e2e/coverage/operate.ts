import type { FrameLocator, Locator, Page } from '@playwright/test';

/** What was done, as `kind name of the target`, in order. */
export type Log = string[];

/** Until a page has been read again, and what came or went over it was seen. */
const SETTLED_MS = 900;

/** Does one of everything in a place, with real mouse and keyboard events where there are any, and writes it down. */
export async function operate(
  page: Page,
  scope: Page | FrameLocator | Locator,
  place: string,
  log: Log,
): Promise<void> {
  const named = (name: string): Locator => scope.getByRole('button', { name: `${name} ${place}`, exact: true });
  const search = scope.getByLabel(`Search ${place}`);
  const away = (): Promise<void> => scope.getByText(`Rest ${place}`, { exact: true }).hover();

  await named('Press').click();
  log.push(`click Press ${place}`);
  await scope.getByLabel(`Tick ${place}`).click();
  log.push(`click Tick ${place}`, `change Tick ${place}`);
  await scope.getByLabel(`Colour ${place}`).selectOption('Blue');
  log.push(`select Colour ${place}`);
  await scope.getByLabel(`Price ${place}`).focus();
  await page.keyboard.press('ArrowRight');
  log.push(`key Price ${place}`, `change Price ${place}`);

  await search.click();
  await page.keyboard.type('lamp');
  log.push(`click Search ${place}`, `input Search ${place}`);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  log.push(`key Search ${place}`, `key Search ${place}`, `copy Search ${place}`);
  await page.keyboard.press('Control+v');
  log.push(`key Search ${place}`, `paste Search ${place}`, `input Search ${place}`);
  await page.keyboard.press('Enter');
  log.push(`key Search ${place}`, 'submit');

  await away();
  await named('Look').hover();
  await page.waitForTimeout(1_200);
  await away();
  log.push(`hover Look ${place}`);
  await named('Take').dragTo(named('Put'));
  log.push(`drag Take ${place}`);
  await away();
  await scope.getByLabel(`Box ${place}`).hover();
  await page.mouse.wheel(0, 120);
  await page.waitForTimeout(500);
  log.push(`scroll Box ${place}`);

  await named('Open').click();
  await page.waitForTimeout(SETTLED_MS);
  log.push(`click Open ${place}`, `dialog Guide ${place}`);
  await named('Close').click();
  await page.waitForTimeout(SETTLED_MS);
  log.push(`click Close ${place}`, `dialog Guide ${place}`);
}
