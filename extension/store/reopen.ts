import type { Dexie } from 'dexie';

/**
 * Lets a store that could not be opened be opened again by whoever needs it next. Dexie remembers a failure for as long
 * as it lives: without this, a disk that was full for a moment would end the recording until the browser happens to
 * stop the service worker, although there is room again.
 */
export function reopenAfterFailure(database: Dexie): void {
  const open = database.open.bind(database);
  const forget = (): void => {
    if (!database.isOpen() && database.hasFailed()) database.close({ disableAutoOpen: false });
  };
  database.open = () => {
    const opening = open();
    // In a turn of its own: those who wait for this opening hear of its failure first, and do not open it at once again.
    opening.catch(() => setTimeout(forget));
    return opening;
  };
}
