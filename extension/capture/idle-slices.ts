/** Longest that one slice of work keeps the page waiting. */
const SLICE_MS = 4;

/** `stopped` ends it without a result; a page that is never idle gets a slice every `patienceMs` all the same. */
export type SliceOptions = { patienceMs: number; stopped: () => boolean };

/** Runs a generator to its end in idle moments, a few milliseconds at a time. */
export function inIdleSlices<Result>(
  steps: Generator<void, Result>,
  { patienceMs, stopped }: SliceOptions,
): Promise<Result> {
  return new Promise((resolve) => {
    const slice = (): void => {
      if (stopped()) return;
      const end = performance.now() + SLICE_MS;
      let step = steps.next();
      while (step.done !== true && performance.now() < end) step = steps.next();
      if (step.done === true) resolve(step.value);
      else idle(slice, patienceMs);
    };
    idle(slice, patienceMs);
  });
}

/** Safari has no idle callbacks, and a hidden page's come late. */
function idle(work: () => void, patienceMs: number): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: patienceMs });
  else setTimeout(work, 1);
}
