import { inIdleSlices } from '../idle-slices.ts';
import { emptyStructure, kindByAddress, pageFrame } from './page-frame.ts';
import { readPage, type ReadDeps } from './read-page.ts';
import type { Reading } from './reading.ts';

/** Reads the page while it is idle and keeps the result, so that an event has only its target left to read. */
export type PageReader = {
  /** The last whole reading of the page as it is addressed now; without one, only the page's own facts. */
  current(): Reading;
  /** Why the page as it is could not be read: what is current is then older than it says. Undefined when it could be. */
  failure(): Error | undefined;
  /** Reads the page anew in idle time; calls in the meantime share the result. @throws what the page broke it with. */
  refresh(): Promise<Reading>;
  stop(): void;
};

export function createPageReader(deps: ReadDeps): PageReader {
  let latest: Reading | undefined;
  let underway: Promise<Reading> | undefined;
  let failure: Error | undefined;
  let stopped = false;

  const read = async (): Promise<Reading> => {
    try {
      latest = await inIdleSlices(readPage(deps), { patienceMs: 400, stopped: () => stopped });
      failure = undefined;
      return latest;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw failure;
    } finally {
      underway = undefined;
    }
  };

  return {
    current() {
      if (latest !== undefined && latest.href === location.href) return latest;
      return unread(deps);
    },
    failure: () => failure,
    refresh() {
      underway ??= read();
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
