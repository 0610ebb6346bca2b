import { browser } from 'wxt/browser';

const KEY = 'browserRun';

/** Whether the browser has been started, or the extension loaded anew, since this was last remembered. */
export const browserRun = {
  async isNew(): Promise<boolean> {
    return (await browser.storage.session.get(KEY))[KEY] === undefined;
  },
  remember: (): Promise<void> => browser.storage.session.set({ [KEY]: Date.now() }),
};
