/** Chrome allows two captures a second, and refuses a third at once. */
export const MIN_GAP_MS = 510;

export type CapturePace = {
  /** Waits until another capture may be made. */
  ready(): Promise<void>;
  /** To be called right before each capture. */
  captured(): Promise<void>;
};

/**
 * Keeps captures apart as the browser demands, or further where `gapMs` says so. The last one's time is kept where a
 * restarted service worker finds it, because the browser counts on.
 */
export function capturePace(
  last: { read(): Promise<number>; write(atMs: number): Promise<void> },
  {
    now,
    wait,
    gapMs = async () => MIN_GAP_MS,
  }: { now(): number; wait(ms: number): Promise<void>; gapMs?(): Promise<number> },
): CapturePace {
  return {
    async ready() {
      const gap = Math.max(MIN_GAP_MS, await gapMs());
      // A clock that was set back must not stop pictures for an hour.
      await wait(Math.min(gap, Math.max(0, (await last.read()) + gap - now())));
    },
    captured: () => last.write(now()),
  };
}
