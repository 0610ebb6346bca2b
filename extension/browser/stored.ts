import { browser } from 'wxt/browser';
import { untilRead } from './until-read.ts';
import { stored, type Stored, type StoredKey } from '../settings.ts';

/** What is kept under the key, or its initial value when nothing (or nothing readable) is. */
export async function readStored<Key extends StoredKey>(key: Key): Promise<Stored<Key>> {
  const found = await browser.storage.local.get(key);
  return parse(key, found[key]);
}

export async function writeStored<Key extends StoredKey>(key: Key, value: Stored<Key>): Promise<void> {
  await browser.storage.local.set({ [key]: value });
}

/** Writes several keys, all or none. */
export async function writeStoredTogether(values: { [Key in StoredKey]?: Stored<Key> }): Promise<void> {
  await browser.storage.local.set(values);
}

/** Calls the listener with the present value and after every change. Returns how to stop. */
export function watchStored<Key extends StoredKey>(key: Key, listener: (value: Stored<Key>) => void): () => void {
  const onChange = (changes: Record<string, { newValue?: unknown }>): void => {
    if (key in changes) listener(parse(key, changes[key]?.newValue));
  };
  let isOver = false;
  browser.storage.local.onChanged.addListener(onChange);
  void untilRead(() => readStored(key), { later: setTimeout, isOver: () => isOver }).then(listener, () => undefined);
  return () => {
    isOver = true;
    browser.storage.local.onChanged.removeListener(onChange);
  };
}

function parse<Key extends StoredKey>(key: Key, value: unknown): Stored<Key> {
  const { schema, initial } = stored[key];
  const result = schema.safeParse(value ?? initial);
  return (result.success ? result.data : initial) as Stored<Key>;
}
