import { browser, type Browser } from 'wxt/browser';
import type { ActionOf } from '../../shared/interactions/action.ts';
import { maskUrl } from '../../shared/privacy/mask-url.ts';

type Tab = ActionOf<'tab'>;
type Cause = ActionOf<'navigation'>['cause'];

type Commit = { tabId: number; at: number; url: string; cause: Cause };

export type TabListeners = {
  onTab(event: Pick<Tab, 'at' | 'change' | 'openerTabId' | 'windowId' | 'url'> & { tabId: number }): void;
  /** A document was loaded into a tab's top frame. The address is masked. */
  onCommit(commit: Commit, documentId: string | undefined): void;
};

/** Listens to what happens to tabs; the extension's own pages are passed over. Call it synchronously at start-up. */
export function watchTabs({ onTab, onCommit }: TabListeners): void {
  browser.tabs.onCreated.addListener(({ id, openerTabId, windowId, pendingUrl, url }) => {
    const address = pendingUrl ?? url;
    if (id === undefined || isOwn(address)) return;
    const opener = openerTabId ?? null;
    onTab({ tabId: id, at: Date.now(), change: 'opened', openerTabId: opener, windowId, url: webAddress(address) });
  });
  browser.tabs.onRemoved.addListener((tabId, { windowId }) =>
    onTab({ tabId, at: Date.now(), change: 'closed', openerTabId: null, windowId, url: null }),
  );
  const cameToFront = async (
    find: () => Promise<Browser.tabs.Tab | undefined>,
    change: Tab['change'],
  ): Promise<void> => {
    const at = Date.now();
    // A tab that is gone by now had not been looked at.
    const tab = await find().catch(() => undefined);
    const address = tab?.pendingUrl ?? tab?.url;
    if (tab?.id === undefined || isOwn(address)) return;
    onTab({ tabId: tab.id, at, change, openerTabId: null, windowId: tab.windowId, url: webAddress(address) });
  };
  browser.tabs.onActivated.addListener(({ tabId }) => void cameToFront(() => browser.tabs.get(tabId), 'activated'));
  browser.windows.onFocusChanged.addListener((windowId) => {
    if (windowId === browser.windows.WINDOW_ID_NONE) return;
    const find = async (): Promise<Browser.tabs.Tab | undefined> =>
      (await browser.tabs.query({ active: true, windowId }))[0];
    void cameToFront(find, 'focused');
  });
  browser.webNavigation.onCommitted.addListener(
    ({ tabId, frameId, url, timeStamp, transitionType, transitionQualifiers, documentId }) => {
      if (frameId !== 0 || webAddress(url) === null) return;
      const cause = causeOf(transitionType, transitionQualifiers);
      onCommit({ tabId, at: timeStamp, url: maskUrl(url), cause }, documentId);
    },
  );
}

function isOwn(address: string | undefined): boolean {
  return address?.startsWith(browser.runtime.getURL('/welcome.html').replace('welcome.html', '')) ?? false;
}

function webAddress(address: string | undefined): string | null {
  return address !== undefined && /^https?:/.test(address) ? maskUrl(address) : null;
}

/** By the transition types and qualifiers of Chrome's history API, which Firefox shares. */
function causeOf(type: string, qualifiers: readonly string[]): Cause {
  if (qualifiers.includes('forward_back')) return 'back-forward';
  if (type === 'reload') return 'reload';
  if (type === 'auto_bookmark') return 'bookmark';
  if (type === 'form_submit') return 'form';
  if (/^(typed|generated|keyword|keyword_generated|start_page|auto_toplevel)$/.test(type)) return 'typed';
  if (qualifiers.includes('from_address_bar')) return 'typed';
  if (qualifiers.includes('client_redirect')) return 'script';
  return type === 'link' ? 'link' : 'unknown';
}
