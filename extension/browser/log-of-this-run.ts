import { browser } from 'wxt/browser';

const KEY = 'log-renewed';

/** Whether the store's log was renewed since the browser was started, however often the service worker was stopped (store/reopen.ts). */
export const logOfThisRun = {
  async isSuspect(): Promise<boolean> {
    const { [KEY]: isRenewed } = await browser.storage.session.get(KEY);
    return isRenewed !== true;
  },
  async renewed(): Promise<void> {
    await browser.storage.session.set({ [KEY]: true });
  },
};
