import { Dexie } from 'dexie';
import { renewLog } from './renew-log.ts';
import type { RefusingFactory } from './refusing-factory.ts';

/** To open a store on a full disk can cost all that is in it. */
const LEAST_ROOM_BYTES = 128 * 1024;
/** What renewing the log takes, and what the browser then makes of it. */
const ROOM_TO_RENEW_BYTES = 16 * 1024 * 1024;

export type ReopenDeps = {
  factory: RefusingFactory;
  roomLeft(): Promise<number>;
  /** Whether the log may end in half a record without anybody here knowing, as after a power cut. */
  isSuspect(): Promise<boolean>;
  /** It has been renewed. */
  renewed(): Promise<void>;
};

/**
 * Keeps what is stored when the disk was full or the power was cut.
 *
 * Chrome's LevelDB log then may end in half a record. It is read over once and written on behind; at the next opening it
 * counts as damage in the middle, and the browser throws the whole database away. So while there is no room nothing is
 * opened, and before anything is written after a failure the log is renewed.
 *
 * Dexie remembers a failed opening for as long as it lives: here whoever needs the store next opens it again.
 */
export function reopenAfterFailure(database: Dexie, { factory, roomLeft, isSuspect, renewed }: ReopenDeps): void {
  const { open, close } = { open: database.open.bind(database), close: database.close.bind(database) };
  let hasFailed = false;
  let isClosedForGood = false;
  let opening: ReturnType<Dexie['open']> | undefined;
  /** Ends the opening that is under way. */
  let abandon: ((error: Error) => void) | undefined;
  // An opening in the middle of which the store was taken away counts as done, without a store, and for good.
  const forget = (): void => {
    opening = undefined;
    if (!database.isOpen() && !isClosedForGood) close({ disableAutoOpen: false });
  };
  const openWithRoom = async (): Promise<Dexie> => {
    const bytes = await roomLeft();
    factory.refuse(bytes < (hasFailed ? ROOM_TO_RENEW_BYTES : LEAST_ROOM_BYTES));
    return open();
  };
  database.open = () => {
    isClosedForGood = false;
    opening ??= Dexie.ignoreTransaction(() => Dexie.Promise.resolve(openWithRoom()));
    opening.then(forget, () => {
      hasFailed = true;
      // In a turn of its own: those who wait hear of the failure first, and do not open it at once again.
      setTimeout(forget);
    });
    return opening;
  };
  database.close = (options) => {
    isClosedForGood = options?.disableAutoOpen !== false;
    // This is how Dexie answers when the browser has cut the connection: it does so when it cannot write any more.
    if (!isClosedForGood) hasFailed = true;
    close(options);
    abandon?.(new DOMException('The store was closed while it was being opened.', 'AbortError'));
  };
  const mend = async (opened: Dexie): Promise<void> => {
    if (!hasFailed && !((await isSuspect()) && (await roomLeft()) >= ROOM_TO_RENEW_BYTES)) return;
    await renewLog(opened);
    hasFailed = false;
    await renewed();
  };
  const isSticky = true;
  database.on(
    'ready',
    async (opened: Dexie) => {
      const takenAway = Promise.withResolvers<never>();
      abandon = takenAway.reject;
      // What is asked of a store that is gone waits for the opening to end, which waits for this.
      await Promise.race([mend(opened), takenAway.promise]).finally(() => (abandon = undefined));
    },
    isSticky,
  );
}
