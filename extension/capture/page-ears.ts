import type { Recorder } from './recorder.ts';

/** Events that do not leave the shadow root in which they happen. */
const LOCAL: ReadonlySet<string> = new Set(['change', 'submit', 'scroll']);

export type Ears = {
  listen: Recorder['listen'];
  /** After `document.open` has dropped every listener. */
  listenAgain(): void;
  /** Hears what does not leave an open shadow root. */
  listenIn(root: ShadowRoot): void;
};

/** Listeners on the window, remembered so that they can be put back, and put into shadow roots too. */
export function createEars(signal: AbortSignal): Ears {
  const all: { type: string; hear: (event: Event) => void }[] = [];
  const roots = new WeakSet<ShadowRoot>();
  const options = { capture: true, passive: true, signal };
  return {
    listen(type, handler) {
      const heard = new WeakSet<Event>();
      const hear = (event: Event): void => {
        // What is slotted into a shadow root passes it and the window.
        if (heard.has(event)) return;
        if (LOCAL.has(type)) heard.add(event);
        (handler as EventListener)(event); // each type has events of its own class
      };
      all.push({ type, hear });
      window.addEventListener(type, hear, options);
    },
    listenAgain() {
      // The same listener twice is one: adding it again is harmless.
      for (const { type, hear } of all) if (!signal.aborted) window.addEventListener(type, hear, options);
    },
    listenIn(root) {
      if (roots.has(root)) return;
      roots.add(root);
      for (const { type, hear } of all) if (LOCAL.has(type)) root.addEventListener(type, hear, options);
    },
  };
}
