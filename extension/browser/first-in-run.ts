import { browser } from 'wxt/browser';

const KEY = 'has-begun';

/** Whether nobody has asked since the browser was started. The service worker may have been stopped meanwhile. */
export async function isFirstInRun(): Promise<boolean> {
  const { [KEY]: hasBegun } = await browser.storage.session.get(KEY);
  if (hasBegun === true) return false;
  await browser.storage.session.set({ [KEY]: true });
  return true;
}
