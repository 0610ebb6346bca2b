import { browser } from 'wxt/browser';

/**
 * A PNG of the tab's visible part, as a data URL: in a JPEG what is scrolled would not be the same pixels any more.
 * @throws Error when the tab is not in front, before or after the capture: the picture would show another page.
 */
export async function captureTab(tabId: number): Promise<string> {
  const before = await requireInFront(tabId);
  const dataUrl = await browser.tabs.captureVisibleTab(before.windowId, { format: 'png' });
  await requireInFront(tabId);
  return dataUrl;
}

async function requireInFront(tabId: number): Promise<{ windowId: number }> {
  const tab = await browser.tabs.get(tabId);
  if (!tab.active) throw new Error('the tab was not in front');
  return tab;
}

/** A page that hangs takes no script before it is back. */
const INJECT_MS = 1_500;

/**
 * Brings the recorder into pages that were open before the extension was; the others have it already. A page that
 * hangs is not waited for: it takes the script when it is back.
 */
export async function injectRecorder(): Promise<void> {
  const tabs = await browser.tabs.query({ url: ['http://*/*', 'https://*/*'] });
  const ids = tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  // Pages that the browser keeps closed to extensions (its store, error pages) refuse; they cannot be recorded either.
  const injected = Promise.allSettled(
    ids.map((tabId) =>
      browser.scripting.executeScript({
        target: { tabId, allFrames: true },
        files: ['/content-scripts/recorder.js'],
        // Or a page that never finishes loading would keep the session from beginning.
        injectImmediately: true,
      }),
    ),
  );
  await Promise.race([injected, new Promise((resolve) => setTimeout(resolve, INJECT_MS))]);
}
