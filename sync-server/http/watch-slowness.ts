import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A request has many turns to wait for: where each comes so late on average, it takes many seconds. */
const SLOW_MS = 1_000;
const LOOK_EVERY_MS = 2_000;
const NS_PER_MS = 1e6;

/** Tells whether this process has more to do than it can: whether its event loop came late, on average, of late. */
export function watchSlowness(): { isSlow(): boolean; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: 50 });
  delay.enable();
  let slow = false;
  const timer = setInterval(() => {
    slow = delay.mean / NS_PER_MS > SLOW_MS;
    delay.reset();
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    isSlow: () => slow,
    stop: () => {
      clearInterval(timer);
      delay.disable();
    },
  };
}
