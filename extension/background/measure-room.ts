import { measureStorage } from '../browser/storage.ts';
import { readStored } from '../browser/stored.ts';
import { isDiskFull, storageRoom, type StorageLevel } from '../storage-level.ts';

/** How much recording has to hold back now: measured anew each time, so that nothing has to be remembered. */
export async function storageLevel(): Promise<StorageLevel> {
  const { storageBudgetMb } = await readStored('settings');
  return storageRoom(await measureStorage(), storageBudgetMb === null ? null : storageBudgetMb * 1_000_000).level;
}

/**
 * To be asked before anything is written that somebody is told to be safe. On a full disk Chrome acknowledges writes
 * that are gone when it opens the database again.
 * @throws QuotaExceededError when the disk is full
 */
export async function requireDisk(): Promise<void> {
  if (isDiskFull(await measureStorage())) throw new DOMException('The disk is full.', 'QuotaExceededError');
}

/** @throws Error with a sentence for the participant when nothing more may be recorded. */
export async function requireRoom(): Promise<void> {
  if ((await storageLevel()) !== 'full') return;
  throw new Error('There is no room left on this device. Make room first: Sessions and options, Room on this device.');
}
