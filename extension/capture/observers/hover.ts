import type { Point } from '../../../shared/geometry.ts';
import { frameOffset, tenth } from '../dom/boxes.ts';
import { actedOn, innermost } from '../dom/event-target.ts';
import { isInteractive, roleOf } from '../names/role-of.ts';
import { now, timeOf } from '../page-clock.ts';
import type { Held, Look } from '../recorder.ts';
import type { Observer } from './observer.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

/** The pointer over one element; `look` is there once it has rested long enough. */
type Rest = {
  element: Element;
  at: number;
  point: Point;
  timer: ReturnType<typeof setTimeout>;
  seen?: { look: Look; held: Held };
};

const DWELL_MS = 1_000;

/**
 * The mouse resting on something that can be acted on. What is pressed, and what slides under a pointer while the page
 * scrolls or somebody types, is not rested on: only a pointer that came there by moving counts.
 */
export const hover: Observer = (recorder) => {
  let rest: Rest | undefined;
  let over: Element | undefined;

  const end = (): void => {
    const done = rest;
    rest = undefined;
    over = undefined;
    clearTimeout(done?.timer);
    if (done?.seen === undefined) return;
    done.seen.held.release();
    recorder.emit({ type: 'hover', at: done.at, isTrusted: true, point: done.point, endedAt: now() }, done.seen.look);
  };

  const dwell = (): void => {
    if (rest === undefined || !plain(rest.element).isConnected || plainDocument().visibilityState === 'hidden') return;
    rest.seen = { look: recorder.look(rest.element), held: recorder.hold(rest.at, 'something-else', end) };
  };

  recorder.listen('pointermove', (event) => {
    if (event.pointerType !== 'mouse' || event.buttons !== 0 || !event.isTrusted) return;
    const origin = innermost(event);
    // It comes with every frame that the pointer moves in.
    if (origin === over) return;
    const element = actedOn(event);
    const isElsewhere = element !== undefined && element !== rest?.element;
    if (isElsewhere) end();
    over = origin;
    if (!isElsewhere) return;
    if (!isInteractive(element, roleOf(element)) || element === pressed) return;
    pressed = undefined;
    const offset = frameOffset();
    const point = { x: tenth(event.clientX + offset.x), y: tenth(event.clientY + offset.y) };
    rest = { element, at: timeOf(event), point, timer: setTimeout(dwell, DWELL_MS) };
  });
  /** Until the pointer has been elsewhere, what was pressed is not rested on anew. */
  let pressed: Element | undefined;
  recorder.listen('pointerdown', (event) => {
    end();
    pressed = actedOn(event);
  });
  for (const type of ['scroll', 'wheel', 'keydown'] as const) recorder.listen(type, end);
  recorder.listen('pointerout', (event) => {
    if (event.relatedTarget === null) end();
  });
  recorder.signal.addEventListener('abort', () => clearTimeout(rest?.timer));
};
