import type { Recorder } from './recorder.ts';

/** Events that do not leave the shadow root in which they happen. */
const LOCAL: ReadonlySet<string> = new Set(['change', 'submit', 'scroll']);

/** What a participant may do before it is known whether the page is recorded. Everything else follows from these. */
const FIRST = [
  'pointerdown',
  'click',
  'auxclick',
  'contextmenu',
  'keydown',
  'beforeinput',
  'input',
  'change',
  'submit',
  'wheel',
  'touchmove',
  'copy',
  'cut',
  'paste',
  'dragstart',
] as const;

export type Ears = {
  listen: Recorder['listen'];
  /**
   * Listens for what a participant does, before the page has a script of its own. At the first of it `wake` is called
   * once, in the middle of the event: what it lets listen hears that event too.
   */
  attend(wake: (event: Event) => void): void;
  /** After `document.open` has dropped every listener. */
  listenAgain(): void;
  /** Hears what does not leave an open shadow root. */
  listenIn(root: ShadowRoot): void;
  /** Lets go of the page. To listen again is to begin anew. */
  close(): void;
};

/** Of one type of event: the one listener on the window, and who is told. */
type Channel = { hear: (event: Event) => void; handlers: EventListener[] };

/**
 * Listeners on the window in the capture phase, one for each type of event, remembered so that they can be put back,
 * and put into shadow roots too. The first to listen is the first to hear, so they are there before anybody is told.
 */
export function createEars(): Ears {
  let opened = new AbortController();
  let channels = new Map<string, Channel>();
  let roots = new WeakSet<ShadowRoot>();
  let waking: ((event: Event) => void) | undefined;
  const options = () => ({ capture: true, passive: true, signal: opened.signal });

  const channelOf = (type: string): Channel => {
    const known = channels.get(type);
    if (known !== undefined) return known;
    const handlers: EventListener[] = [];
    const heard = new WeakSet<Event>();
    const hear = (event: Event): void => {
      // What is slotted into a shadow root passes it and the window.
      if (heard.has(event)) return;
      if (LOCAL.has(type)) heard.add(event);
      const wake = waking;
      waking = undefined;
      wake?.(event);
      for (const handler of handlers) tell(handler, event);
    };
    const channel = { hear, handlers };
    channels.set(type, channel);
    window.addEventListener(type, hear, options());
    return channel;
  };

  return {
    listen(type, handler) {
      channelOf(type).handlers.push(handler as EventListener); // each type has events of its own class
    },
    attend(wake) {
      waking = wake;
      for (const type of FIRST) channelOf(type);
    },
    listenAgain() {
      // The same listener twice is one: adding it again is harmless.
      for (const [type, { hear }] of channels) window.addEventListener(type, hear, options());
    },
    listenIn(root) {
      if (roots.has(root)) return;
      roots.add(root);
      for (const [type, { hear }] of channels) if (LOCAL.has(type)) root.addEventListener(type, hear, options());
    },
    close() {
      opened.abort();
      opened = new AbortController();
      channels = new Map();
      roots = new WeakSet();
      waking = undefined;
    },
  };
}

/** One that fails is told of as the browser tells of listeners that fail, and keeps nobody else from hearing. */
function tell(handler: EventListener, event: Event): void {
  try {
    handler(event);
  } catch (error) {
    reportError(error);
  }
}
