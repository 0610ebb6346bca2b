/** Epoch milliseconds by the page's own monotonic clock, which no change of the system's clock disturbs. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** When an event happened, on the same scale. Events of a page's own making may have no moment of their own. */
export function timeOf(event: Event): number {
  return event.timeStamp > 0 ? performance.timeOrigin + event.timeStamp : now();
}
