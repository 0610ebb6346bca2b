/**
 * Tells when what was just captured must be left behind although its page lives: what a page writes while its tab is
 * being closed is lost, and so is a message to a service worker that was not awake yet.
 */
export type CloseGuard = {
  /** Something was captured and sent. `leave` is called, at once or shortly, if it may not outlive the page. */
  captured(leave: () => void): void;
  answered(): void;
  failed(): void;
};

export type CloseGuardDeps = {
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
export function createCloseGuard({ isClosing, next, later, nowMs }: CloseGuardDeps): CloseGuard {
  // That a page is loaded wakes the service worker.
  let answeredAtMs = nowMs();
  return {
    captured(leave) {
      if (nowMs() - answeredAtMs > AWAKE_MS) {
        leave();
        return;
      }
      next(() => {
        if (isClosing()) leave();
        else later(leave, UNANSWERED_MS);
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
