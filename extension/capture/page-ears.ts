import type { Recorder } from './recorder.ts';

/** Listeners on the window, remembered so that they can be put back after `document.open` has dropped them. */
export function createEars(signal: AbortSignal): { listen: Recorder['listen']; listenAgain(): void } {
  const all: (() => void)[] = [];
  return {
    listen(type, handler) {
      // The same handler twice is one listener: adding it again is harmless. Each type has events of its own class.
      const add = (): void =>
        window.addEventListener(type, handler as EventListener, { capture: true, passive: true, signal });
      all.push(add);
      add();
    },
    listenAgain() {
      for (const add of all) if (!signal.aborted) add();
    },
  };
}
