import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { watchLeftBehind } from '../browser/left-behind.ts';
import { startBackground } from '../background/start-background.ts';

export default defineBackground({
  type: 'module',
  main() {
    const { keepGoing, onNewPage, tabShown } = startBackground();
    browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
      if (frameId === 0) onNewPage(tabId);
    });
    browser.tabs.onActivated.addListener(() => void tabShown());
    browser.tabs.onUpdated.addListener((_tabId, { status }) => void (status === 'complete' && tabShown()));
    watchLeftBehind(() => void keepGoing());
    browser.alarms.onAlarm.addListener(() => {
      void keepGoing();
      void tabShown();
    });
    browser.runtime.onStartup.addListener(() => void keepGoing());
    browser.runtime.onInstalled.addListener(({ reason }) => {
      void keepGoing();
      if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
    });
    void browser.alarms.create('keep-going', { periodInMinutes: 0.5 });
    void keepGoing();
  },
});
