import type { Dexie } from 'dexie';
import { renewLog } from './renew-log.ts';

/**
 * Lets a store that could not be opened be opened again by whoever needs it next. Dexie remembers a failure for as long
 * as it lives: without this, a disk that was full for a moment would end the recording until the browser happens to
 * stop the service worker, although there is room again. Before anything else is written then, the log is renewed.
 */
export function reopenAfterFailure(database: Dexie): void {
  const { open, close } = { open: database.open.bind(database), close: database.close.bind(database) };
  let isSuspect = false;
  const forget = (): void => {
    if (!database.isOpen() && database.hasFailed()) database.close({ disableAutoOpen: false });
  };
  database.open = () => {
    const opening = open();
    opening.catch(() => {
      isSuspect = true;
      // In a turn of its own: those who wait for this opening hear of its failure first, and do not open it at once again.
      setTimeout(forget);
    });
    return opening;
  };
  database.close = (options) => {
    // This is how Dexie answers when the browser has cut the connection: it does so when it cannot write any more.
    if (options?.disableAutoOpen === false) isSuspect = true;
    close(options);
  };
  const isSticky = true;
  database.on(
    'ready',
    async (opened: Dexie) => {
      if (!isSuspect) return;
      await renewLog(opened);
      isSuspect = false;
    },
    isSticky,
  );
}
