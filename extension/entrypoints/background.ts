import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '../background/start-background.ts';

export default defineBackground({
  type: 'module',
  main() {
    const { keepGoing, onNewPage } = startBackground();
    browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
      if (frameId === 0) onNewPage(tabId);
    });
    browser.alarms.onAlarm.addListener(() => void keepGoing());
    browser.runtime.onStartup.addListener(() => void keepGoing());
    browser.runtime.onInstalled.addListener(({ reason }) => {
      void keepGoing();
      if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
    });
    void browser.alarms.create('keep-going', { periodInMinutes: 0.5 });
    void keepGoing();
  },
});
