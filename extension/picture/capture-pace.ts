/** Chrome allows two captures a second, and refuses a third at once. */
const MIN_GAP_MS = 510;

export type CapturePace = {
  /** Waits until the browser allows another capture. */
  ready(): Promise<void>;
  /** To be called right before each capture. */
  captured(): Promise<void>;
};

/**
 * Keeps captures apart as the browser demands. The last one's time is kept where a restarted service worker finds it,
 * because the browser counts on.
 */
export function capturePace(
  last: { read(): Promise<number>; write(atMs: number): Promise<void> },
  { now, wait }: { now(): number; wait(ms: number): Promise<void> },
): CapturePace {
  return {
    async ready() {
      // A clock that was set back must not stop pictures for an hour.
      await wait(Math.min(MIN_GAP_MS, Math.max(0, (await last.read()) + MIN_GAP_MS - now())));
    },
    captured: () => last.write(now()),
  };
}
