import { browser } from 'wxt/browser';

/** Calls the listener whenever more has become known to be private. Returns how to stop. */
export function watchPrivateRevision(listener: () => void): () => void {
  const onChange = (changes: Record<string, unknown>): void => {
    if ('privateRevision' in changes) listener();
  };
  browser.storage.local.onChanged.addListener(onChange);
  return () => browser.storage.local.onChanged.removeListener(onChange);
}
