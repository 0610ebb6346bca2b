import { inIdleSlices } from '../idle-slices.ts';
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

export function createPageReader(deps: ReadDeps): PageReader {
  let latest: Reading | undefined;
  let underway: Promise<Reading> | undefined;
  let stopped = false;

  return {
    current() {
      if (latest !== undefined && latest.href === location.href) return latest;
      return unread(deps);
    },
    refresh() {
      underway ??= inIdleSlices(readPage(deps), { patienceMs: 400, stopped: () => stopped }).then((reading) => {
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
    overlays: [],
    validation: [],
  };
}
