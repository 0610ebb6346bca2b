import type { StorageMeasure } from '../storage-level.ts';

/** What this extension uses and may use at most, as the browser estimates it. */
export async function measureStorage(): Promise<StorageMeasure> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { usageBytes: usage, quotaBytes: quota };
}

/**
 * Asks the browser to keep what is stored here even when the disk is nearly full; in pages only, after a click. A
 * browser that refuses has said nothing against storing.
 */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}

export async function isPersisted(): Promise<boolean> {
  return navigator.storage.persisted();
}
