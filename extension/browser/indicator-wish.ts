import { browser } from 'wxt/browser';

/** Whether pages show that they are recorded, for content scripts: no schemas. Shown unless switched off. */
export async function readIndicatorWish(): Promise<boolean> {
  const { settings } = await browser.storage.local.get('settings');
  return isShown(settings);
}

/** Calls the listener after every change of it. Returns how to stop. */
export function watchIndicatorWish(listener: (shown: boolean) => void): () => void {
  const onChange = (changes: Record<string, { newValue?: unknown }>): void => {
    if ('settings' in changes) listener(isShown(changes['settings']?.newValue));
  };
  browser.storage.local.onChanged.addListener(onChange);
  return () => browser.storage.local.onChanged.removeListener(onChange);
}

function isShown(settings: unknown): boolean {
  const isOff = typeof settings === 'object' && settings !== null && 'showIndicator' in settings;
  return !(isOff && settings.showIndicator === false);
}
