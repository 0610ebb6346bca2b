import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { ActionType } from '../../shared/interactions/action.ts';

/** One interaction that the driver made, as the archive must hold it. */
export type Done = { type: ActionType; name: string };

export type Shopper = {
  page: Page;
  /** Everything done so far, in order. */
  done: Done[];
  goTo(url: string): Promise<void>;
  click(target: Locator, name: string, follow?: 'submits'): Promise<void>;
  type(field: Locator, name: string, text: string): Promise<void>;
  press(key: string, name: string, follow?: 'submits'): Promise<void>;
  select(field: Locator, name: string, option: string, follow?: 'submits'): Promise<void>;
  /** Clicks a radio button or checkbox. */
  check(box: Locator, name: string): Promise<void>;
};

/** Which form it was is not compared: the shop's forms have no names that a person sees. */
const SUBMIT: Done = { type: 'submit', name: '' };

/** A person takes about this long between two things; a page needs it to settle. */
const THINKING_MS = 450;

/**
 * Drives a page like a person, through real mouse and keyboard events, and writes down what the archive must hold of
 * it. `between` runs after every action: tests stop the service worker there.
 */
export function shopper(page: Page, between: () => Promise<void> = async () => undefined): Shopper {
  const done: Done[] = [];
  async function log(...entries: Done[]): Promise<void> {
    done.push(...entries);
    await page.waitForLoadState('load');
    await page.waitForTimeout(THINKING_MS);
    await between();
  }
  return {
    page,
    done,
    async goTo(url) {
      await page.goto(url);
      await page.waitForTimeout(THINKING_MS);
      await between();
    },
    async click(target, name, follow) {
      await target.click();
      await log({ type: 'click', name }, ...(follow ? [SUBMIT] : []));
    },
    async type(field, name, text) {
      await field.click();
      await log({ type: 'click', name });
      await field.pressSequentially(text, { delay: 15 });
      await log({ type: 'input', name });
    },
    async press(key, name, follow) {
      await page.keyboard.press(key);
      await log({ type: 'key', name }, ...(follow ? [SUBMIT] : []));
    },
    async select(field, name, option, follow) {
      await field.selectOption(option);
      await log({ type: 'select', name }, ...(follow ? [SUBMIT] : []));
    },
    async check(box, name) {
      if (await box.isChecked()) throw new Error(`${name} is chosen already: clicking it would change nothing`);
      await box.check();
      await log({ type: 'click', name }, { type: 'change', name });
    },
  };
}

/** Shorthand for the exact role and name that the shop's README gives. */
export function byRole(
  place: Page | FrameLocator | Locator,
  role: Parameters<Page['getByRole']>[0],
  name: string,
): Locator {
  return place.getByRole(role, { name, exact: true });
}
