import { browser } from 'wxt/browser';

const KEY = 'lastCaptureAt';

/** When the last picture was captured: outlives the service worker, and ends with the browser. 0 before the first. */
export const lastCapture = {
  async read(): Promise<number> {
    const found = (await browser.storage.session.get(KEY))[KEY];
    return typeof found === 'number' ? found : 0;
  },
  write: (atMs: number): Promise<void> => browser.storage.session.set({ [KEY]: atMs }),
};
