import { emptyStructure, kindByAddress, pageFrame } from './page-frame.ts';
import { readPage, type ReadDeps } from './read-page.ts';
import type { Reading } from './reading.ts';

/** Reads the page while it is idle and keeps the result, so that an event has only its target left to read. */
export type PageReader = {
  /** The last whole reading of the page as it is addressed now; without one, only the page's own facts. */
  current(): Reading;
  /** Reads the page anew in idle time; calls in the meantime share the result. */
  refresh(): Promise<Reading>;
  stop(): void;
};

/** Longest that one slice of reading keeps the page waiting. */
const SLICE_MS = 4;
const IDLE_TIMEOUT_MS = 400;

export function createPageReader(deps: ReadDeps): PageReader {
  let latest: Reading | undefined;
  let underway: Promise<Reading> | undefined;
  let stopped = false;

  const read = (): Promise<Reading> =>
    new Promise((resolve) => {
      const steps = readPage(deps);
      const slice = (): void => {
        if (stopped) return;
        const end = performance.now() + SLICE_MS;
        let step = steps.next();
        while (step.done !== true && performance.now() < end) step = steps.next();
        if (step.done === true) resolve(step.value);
        else idle(slice);
      };
      idle(slice);
    });

  return {
    current() {
      if (latest !== undefined && latest.href === location.href) return latest;
      return unread(deps);
    },
    refresh() {
      underway ??= read().then((reading) => {
        underway = undefined;
        latest = reading;
        return reading;
      });
      return underway;
    },
    stop() {
      stopped = true;
    },
  };
}

/** Safari has no idle callbacks, and a hidden page's come late. */
function idle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: IDLE_TIMEOUT_MS });
  else setTimeout(work, 1);
}

function unread({ masker, domEpoch }: ReadDeps): Reading {
  return {
    atMs: performance.now(),
    domEpoch: domEpoch(),
    href: location.href,
    page: pageFrame(kindByAddress(), emptyStructure, masker),
    products: [],
    cart: null,
    lines: [],
    snapshot: '',
    dialogs: [],
    validation: [],
  };
}
