import { actedOn } from './dom/event-target.ts';
import { isField } from './fields/read-field.ts';
import { plain } from './dom/unclobbered.ts';
import type { Recorder } from './recorder.ts';

/** Which of its looks a page has: counted up with every change that can be seen, with the moment of the last one. */
export type Looks = { epoch: number; changedAt: number };

export type Gestures = {
  /** As the page looked when the gesture that is under way began; as it looks now when none is. */
  looksBefore(): Looks;
  /** Whether a change only answers the last gesture where it was made: a focus style, a ripple. */
  isEcho(record: MutationRecord): boolean;
};

/** What follows a press or a key within so long (`click`, `change`, `submit`) is of the same gesture. */
const SAME_GESTURE_MS = 50;
/** Ripples and focus styles are over by then. */
const ECHO_MS = 1_000;
const STYLING = /^(class|style|data-.*)$/;
const TELLING = 'img,svg,picture,video,canvas,iframe,input,select,textarea,button';

/**
 * Follows presses and keys, so that what a page makes of a gesture is not taken for a change that came before it. It
 * must hear of them before the observers do.
 */
export function watchGestures(listen: Recorder['listen'], looksNow: () => Looks): Gestures {
  let began = looksNow();
  let lastMs = Number.NEGATIVE_INFINITY;
  let pressed = false;
  let target: Element | undefined;

  const begin = (event: Event): void => {
    began = looksNow();
    lastMs = performance.now();
    target = actedOn(event);
  };
  listen('pointerdown', (event) => {
    begin(event);
    pressed = true;
  });
  listen('keydown', begin);
  for (const type of ['pointerup', 'pointercancel'] as const) {
    listen(type, () => {
      pressed = false;
      lastMs = performance.now();
    });
  }

  return {
    looksBefore: () => (pressed || performance.now() - lastMs < SAME_GESTURE_MS ? began : looksNow()),
    isEcho(record) {
      if (target === undefined || performance.now() - lastMs > ECHO_MS) return false;
      const isOwn =
        plain(target).contains(record.target) || (isField(target) && target.parentElement === record.target);
      if (!isOwn) return false;
      if (record.type === 'attributes') return STYLING.test(record.attributeName ?? '');
      return record.type === 'childList' && isAllMute(record.addedNodes) && isAllMute(record.removedNodes);
    },
  };
}

function isAllMute(nodes: NodeList): boolean {
  for (let at = 0; at < nodes.length; at++) if (!isMute(nodes.item(at))) return false;
  return true;
}

/** Whether a node says and shows nothing by itself. */
function isMute(node: Node | null): boolean {
  if (!(node instanceof Element)) return node?.nodeType === Node.COMMENT_NODE;
  const { textContent } = plain(node);
  return (
    (textContent ?? '').trim() === '' && !plain(node).matches(TELLING) && plain(node).querySelector(TELLING) === null
  );
}

const UNSEEN: ReadonlySet<string> = new Set(['SCRIPT', 'META', 'NOSCRIPT', 'TEMPLATE', '#comment']);

/** Whether a change may be seen at all: scripts come and go, and attributes are set to what they were. */
export function isVisible(record: MutationRecord): boolean {
  const { type, target, attributeName, attributeNamespace, oldValue } = record;
  if (type === 'attributes' && attributeName !== null && target instanceof Element)
    return plain(target).getAttributeNS(attributeNamespace, attributeName) !== oldValue;
  if (type !== 'childList') return true;
  const { addedNodes, removedNodes } = record;
  // One by one: a page that is built anew has thousands.
  for (const nodes of [addedNodes, removedNodes])
    for (let at = 0; at < nodes.length; at++) if (!UNSEEN.has(nodes[at]?.nodeName ?? '')) return true;
  return false;
}
