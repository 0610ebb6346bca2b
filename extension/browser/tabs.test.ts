import { expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { injectRecorder } from './tabs.ts';

test('a page that hangs does not keep a session from beginning', async () => {
  vi.useFakeTimers();
  Object.assign(browser.tabs, { query: async () => [{ id: 1 }] });
  // The fake browser has no scripting; this one never answers, as a page that hangs does not.
  Object.assign(browser, { scripting: { executeScript: () => new Promise(() => undefined) } });
  let isReady = false;
  void injectRecorder().then(() => (isReady = true));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(isReady).toBe(true);
  vi.useRealTimers();
});
