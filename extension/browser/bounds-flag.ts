import { browser } from 'wxt/browser';
import { defaultBounds, type RecordingBounds } from '../../shared/privacy/sensitive-page.ts';

/** Where may be recorded, for content scripts: no schemas, since only the extension's own pages write the key. */
export async function readBounds(): Promise<RecordingBounds> {
  const { bounds } = await browser.storage.local.get('bounds');
  return asBounds(bounds);
}

/** Calls the listener after every change of it. Returns how to stop. */
export function watchBounds(listener: (bounds: RecordingBounds) => void): () => void {
  const onChange = (changes: Record<string, { newValue?: unknown }>): void => {
    if ('bounds' in changes) listener(asBounds(changes['bounds']?.newValue));
  };
  browser.storage.local.onChanged.addListener(onChange);
  return () => browser.storage.local.onChanged.removeListener(onChange);
}

function asBounds(value: unknown): RecordingBounds {
  return { ...defaultBounds, ...(value as Partial<RecordingBounds> | undefined) };
}
