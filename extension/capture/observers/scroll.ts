import type { Point } from '../../../shared/geometry.ts';
import { tenth } from '../dom/boxes.ts';
import { idle } from '../idle-slices.ts';
import { now, timeOf } from '../page-clock.ts';
import type { Held, Look } from '../recorder.ts';
import type { Observer } from './observer.ts';
import { plain, plainDocument } from '../dom/unclobbered.ts';

type Burst = {
  scroller: Element;
  isPage: boolean;
  from: Point;
  at: number;
  endedAt: number;
  isTrusted: boolean;
  look: Look;
  held: Held;
  timer: ReturnType<typeof setTimeout> | undefined;
};

/** A burst is over when nothing has scrolled for so long. */
const PAUSE_MS = 200;
/** A busy page is kept waiting for no longer. */
const PATIENCE_MS = 50;
/** A scroll so soon after a wheel turn, a touch or a key is a person's. */
const GESTURE_MS = 500;
/** A page that scrolls by itself so soon after an action reacts to it. */
const REACTION_MS = 1_000;
const LEAST_PX = 20;
/** What a hand moves by less is no look at another part of the page. */
const LEAST_BY_HAND_PX = 10;
const SCROLL_KEYS = /^(Arrow(Up|Down|Left|Right)|Page(Up|Down)|Home|End| |Tab)$/;

/**
 * Scrolling, a burst at a time. A page that a program scrolls is recorded as not trusted, unless it only reacts to an
 * action; elements that scroll by themselves (carousels) are not recorded.
 */
export const scroll: Observer = (recorder) => {
  const bursts = new Map<Element, Burst>();
  const known = new WeakMap<Element, Point>();
  let gestureAt = 0;
  let pressed = false;
  note(pageScroller(), known);

  const end = (burst: Burst): void => {
    if (!bursts.delete(burst.scroller)) return;
    clearTimeout(burst.timer);
    burst.held.release();
    const to = positionOf(burst.scroller);
    known.set(burst.scroller, to);
    if (Math.hypot(to.x - burst.from.x, to.y - burst.from.y) < (burst.isTrusted ? LEAST_BY_HAND_PX : LEAST_PX)) return;
    const { from, at, endedAt, isTrusted, isPage, look } = burst;
    recorder.emit({ type: 'scroll', at, isTrusted, container: isPage ? 'page' : 'element', from, to, endedAt }, look);
  };

  /** Putting it into the record is not for the moment in which the page may draw what it scrolled to. */
  const endAfterPause = (burst: Burst): void => {
    clearTimeout(burst.timer);
    const timer = setTimeout(() => idle(() => burst.timer === timer && end(burst), PATIENCE_MS), PAUSE_MS);
    burst.timer = timer;
  };

  const begin = (scroller: Element, isPage: boolean, at: number): Burst | undefined => {
    const isTrusted = pressed || at - gestureAt < GESTURE_MS;
    const from = known.get(scroller) ?? { x: 0, y: 0 };
    known.set(scroller, positionOf(scroller));
    if (!isTrusted && (!isPage || at - recorder.lastAt() < REACTION_MS)) return undefined;
    const burst: Burst = {
      scroller,
      isPage,
      from,
      at,
      endedAt: at,
      isTrusted,
      look: isPage ? asBefore(recorder.look(null), from) : recorder.look(scroller),
      held: recorder.hold(at, 'something-else', () => end(burst)),
      timer: undefined,
    };
    endAfterPause(burst);
    bursts.set(scroller, burst);
    return burst;
  };

  recorder.listen('scroll', (event) => {
    const isPage = event.target === document;
    const scroller = isPage ? pageScroller() : event.composedPath()[0];
    if (!(scroller instanceof Element)) return;
    const at = timeOf(event);
    const burst = bursts.get(scroller) ?? begin(scroller, isPage || scroller === pageScroller(), at);
    if (burst === undefined) return;
    endAfterPause(burst);
    burst.endedAt = at;
  });
  const gesture = (event: Event): void => {
    const at = timeOf(event);
    if (recorder.arrival() !== 'loaded' && at - gestureAt > GESTURE_MS) notePositions(event, known);
    gestureAt = at;
  };
  recorder.listen('wheel', gesture);
  recorder.listen('touchmove', gesture);
  recorder.listen('keydown', (event) => {
    if (SCROLL_KEYS.test(event.key)) gesture(event);
  });
  // The browser tells of a scroll with the next frame: what is done before that would be recorded before it.
  const catchUp = (event: Event): void => {
    const page = pageScroller();
    if (page === null || bursts.has(page)) return;
    const was = known.get(page) ?? { x: 0, y: 0 };
    const is = positionOf(page);
    if (was.x !== is.x || was.y !== is.y) begin(page, true, timeOf(event));
  };
  // A page may have been scrolled by the time that it hears of the wheel: the pointer was there before.
  recorder.listen('pointerover', (event) => {
    if (recorder.arrival() !== 'loaded') notePositions(event, known);
  });
  recorder.listen('pointerdown', (event) => {
    if (recorder.arrival() === 'loaded') catchUp(event);
    pressed = true;
    if (recorder.arrival() !== 'loaded') notePositions(event, known);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    recorder.listen(type, () => {
      if (pressed) gestureAt = now();
      pressed = false;
    });
  }
};

/** The browser tells of a scroll once it has begun: what is read then says how far it has come, not where it began. */
function asBefore(look: Look, from: Point): Look {
  const { before, context } = look;
  return {
    ...look,
    before: { ...before, scroll: from },
    context: 'absent' in context ? context : { ...context, page: { ...context.page, scroll: from } },
  };
}

/** Null while the document has no element yet. */
function pageScroller(): Element | null {
  return plainDocument().scrollingElement ?? plainDocument().documentElement;
}

function note(scroller: Element | null, known: WeakMap<Element, Point>): void {
  if (scroller !== null) known.set(scroller, positionOf(scroller));
}

function positionOf(scroller: Element): Point {
  return { x: tenth(plain(scroller).scrollLeft), y: tenth(plain(scroller).scrollTop) };
}

const MAX_NOTED = 15;

/**
 * Every scroll since the document's beginning was heard, so a scroller that was not is at its origin; in a document
 * whose recording began late, what lies around a gesture is looked at before it has moved.
 */
function notePositions(event: Event, known: WeakMap<Element, Point>): void {
  for (const node of event.composedPath().slice(0, MAX_NOTED)) {
    if (node instanceof Element && !known.has(node) && plain(node).scrollHeight > plain(node).clientHeight)
      note(node, known);
  }
}
