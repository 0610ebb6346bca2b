/** A request has many turns to wait for: where each comes so late, it takes many seconds. */
const SLOW_MS = 2_000;
const LOOK_EVERY_MS = 250;
/** Share of the latest look in what counts as late: some looks in a row make slow, not one. */
const NEWS = 0.3;

/** Tells whether this process has more to do than it can: whether a timer of its own comes late, look after look. */
export function watchSlowness({ slowMs, lookEveryMs } = { slowMs: SLOW_MS, lookEveryMs: LOOK_EVERY_MS }) {
  let lateMs = 0;
  let lookedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    lateMs += NEWS * (now - lookedAt - lookEveryMs - lateMs);
    lookedAt = now;
  }, lookEveryMs);
  timer.unref();
  return { isSlow: () => lateMs > slowMs, stop: () => clearInterval(timer) };
}
