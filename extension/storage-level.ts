/** What the browser says of this extension's storage, in bytes. */
export type StorageMeasure = { usageBytes: number; quotaBytes: number };

/**
 * How far recording holds back, so that what is stored is never lost for want of room: `fewer` pictures, then `smaller`
 * ones too, and when it is `full` nothing more is recorded. An interaction is never given up for a picture.
 */
export type StorageLevel = 'normal' | 'fewer' | 'smaller' | 'full';

export type StorageRoom = { level: StorageLevel; usedBytes: number; allowedBytes: number };

/** Shares of the room that is allowed, from which on each level holds. */
const FROM = { full: 0.95, smaller: 0.85, fewer: 0.7 } as const;
/** Others fill the disk too: from how few bytes that are left on it each level holds, whatever is allowed. */
const LEFT_BYTES = { full: 30_000_000, smaller: 60_000_000, fewer: 100_000_000 } as const;
/** What is left to the browser's own limit: packing a session needs as much again, and interactions go on being stored. */
const RESERVED_SHARE = 0.1;
const STANDARD_SHARE = 0.2;
/** Thousands of sessions. */
const STANDARD_MOST_BYTES = 5_000_000_000;

/** With less left on the disk a database is better left alone: what the browser says it has written may be gone. */
const ROOM_TO_WRITE_BYTES = 10_000_000;

/** Whether the disk itself, whoever filled it, has no room for anything to be written safely. */
export function isDiskFull({ usageBytes, quotaBytes }: StorageMeasure): boolean {
  return quotaBytes - usageBytes < ROOM_TO_WRITE_BYTES;
}

/** What recordings may use where the participant has not said how much. */
export function standardBudget(quotaBytes: number): number {
  return Math.min(STANDARD_MOST_BYTES, Math.floor(quotaBytes * STANDARD_SHARE));
}

/** How much room there is; `budgetBytes` is what the participant allows, null for the standard. A pure function. */
export function storageRoom({ usageBytes, quotaBytes }: StorageMeasure, budgetBytes: number | null): StorageRoom {
  const possibleBytes = Math.floor(quotaBytes * (1 - RESERVED_SHARE));
  const allowedBytes = Math.max(0, Math.min(budgetBytes ?? standardBudget(quotaBytes), possibleBytes));
  const share = allowedBytes === 0 ? 1 : usageBytes / allowedBytes;
  const leftBytes = quotaBytes - usageBytes;
  const isAt = (one: keyof typeof FROM): boolean => share >= FROM[one] || leftBytes <= LEFT_BYTES[one];
  const level = (['full', 'smaller', 'fewer'] as const).find(isAt) ?? 'normal';
  return { level, usedBytes: usageBytes, allowedBytes };
}

/** Whether a write failed because there was no room; browsers and Dexie put it into several kinds of errors. */
export function isOutOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    /QuotaExceeded|exceeded its quota|full disk|disk is full|not enough space/i.test(`${error.name} ${error.message}`)
  )
    return true;
  return 'inner' in error && isOutOfRoom(error.inner);
}

/** Whether nothing could be stored at all: no room, or a database that does not open, as while the disk is full. */
export function isStoreFailing(error: unknown): boolean {
  if (isOutOfRoom(error)) return true;
  return (
    error instanceof Error &&
    /DatabaseClosed|OpenFailed|UnknownError|backing store/.test(`${error.name} ${error.message}`)
  );
}
