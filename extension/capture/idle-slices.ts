/** Longest that one slice of work keeps the page waiting. */
const SLICE_MS = 4;

/** `stopped` ends it without a result; a page that is never idle gets a slice every `patienceMs` all the same. */
export type SliceOptions = { patienceMs: number; stopped: () => boolean };

/** Runs a generator to its end in idle moments, a few milliseconds at a time. @throws what the generator throws. */
export function inIdleSlices<Result>(
  steps: Generator<void, Result>,
  { patienceMs, stopped }: SliceOptions,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const slice = (): void => {
      if (stopped()) return;
      try {
        const step = runUntil(steps, performance.now() + SLICE_MS);
        if (step.done === true) resolve(step.value);
        else idle(slice, patienceMs);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    idle(slice, patienceMs);
  });
}

function runUntil<Result>(steps: Generator<void, Result>, endMs: number): IteratorResult<void, Result> {
  let step = steps.next();
  while (step.done !== true && performance.now() < endMs) step = steps.next();
  return step;
}

/** Resolves when the page has nothing better to do, or after `patienceMs`. What awaits it runs within that idle moment. */
export function idleMoment(patienceMs: number): Promise<void> {
  return new Promise((resolve) => idle(resolve, patienceMs));
}

/** Safari has no idle callbacks, and a hidden page's come late. */
export function idle(work: () => void, patienceMs: number): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: patienceMs });
  else setTimeout(work, 1);
}
