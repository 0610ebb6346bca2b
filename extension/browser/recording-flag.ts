import { browser } from 'wxt/browser';
import type { Stored } from '../settings.ts';

export type Recording = Stored<'recording'>;

/** The session being recorded, for content scripts: no schemas, since only the background writes the key. */
export async function readRecording(): Promise<Recording> {
  const { recording } = await browser.storage.local.get('recording');
  return (recording ?? null) as Recording;
}

/** Calls the listener after every change of it. Returns how to stop. */
export function watchRecording(listener: (recording: Recording) => void): () => void {
  const onChange = (changes: Record<string, { newValue?: unknown }>): void => {
    if ('recording' in changes) listener((changes['recording']?.newValue ?? null) as Recording);
  };
  browser.storage.local.onChanged.addListener(onChange);
  return () => browser.storage.local.onChanged.removeListener(onChange);
}
