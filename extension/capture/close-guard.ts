/**
 * Tells when what was just captured must be left behind although its page lives: what a page writes once its tab is
 * being closed is lost, and so is a message to a service worker that was not awake yet. A click handler that closes the
 * tab leaves no time for either, so that where a script may do that, everything is left behind before the page hears
 * of the click.
 */
export type CloseGuard = {
  /**
   * Something was captured and sent. `leave` is called, at once or shortly, if it may not outlive the page, and leaves
   * everything that was captured by then: of several in a row one is enough.
   */
  captured(leave: () => void): void;
  answered(): void;
  failed(): void;
};

export type CloseGuardDeps = {
  /** Whether a script may close the tab. What is written after it has done so is lost more often than not. */
  isClosable(): boolean;
  /** Whether a script has closed the tab: it goes away with the next turn of the browser. */
  isClosing(): boolean;
  /** Calls back right after the event that is being handled. */
  next(work: () => void): void;
  later(work: () => void, delayMs: number): void;
  nowMs(): number;
};

/** Browsers stop service workers after 30 s without an event. */
const AWAKE_MS = 25_000;
/** A service worker that is awake has answered by then, as a rule. */
const UNANSWERED_MS = 40;

/** To leave everything behind would write everything twice, so it is done only when there is a reason. */
export function createCloseGuard({ isClosable, isClosing, next, later, nowMs }: CloseGuardDeps): CloseGuard {
  // That a page is loaded wakes the service worker.
  let answeredAtMs = nowMs();
  let isWatching = false;
  let isWaiting = false;
  const wait = (leave: () => void): void => {
    if (isWaiting) return;
    isWaiting = true;
    later(() => {
      isWaiting = false;
      leave();
    }, UNANSWERED_MS);
  };
  return {
    captured(leave) {
      if (isClosable() || nowMs() - answeredAtMs > AWAKE_MS) {
        leave();
        return;
      }
      if (isWatching) return;
      isWatching = true;
      next(() => {
        isWatching = false;
        if (isClosing()) leave();
        else wait(leave);
      });
    },
    answered() {
      answeredAtMs = nowMs();
    },
    failed() {
      answeredAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
