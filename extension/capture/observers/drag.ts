import type { Point } from '../../../shared/geometry.ts';
import type { ActionOf } from '../../../shared/interactions/action.ts';
import { frameOffset, tenth } from '../dom/boxes.ts';
import { actedOn, actionable, innermost } from '../dom/event-target.ts';
import { editingHostOf, isField } from '../fields/read-field.ts';
import { timeOf } from '../page-clock.ts';
import type { Look, Recorder } from '../recorder.ts';
import type { Observer } from './observer.ts';
import { plainDocument } from '../dom/unclobbered.ts';

type Taken = { at: number; from: Point; look: Look; isTrusted: boolean };

/** A pointer that goes no farther was pressed by an unsteady hand. */
const LEAST_PX = 12;

/** Dragging: by the browser's drag and drop, and by pages that follow the pointer themselves. */
export const drag: Observer = (recorder) => {
  watchNative(recorder);
  watchPointer(recorder);
};

function watchNative(recorder: Recorder): void {
  let taken: Taken | undefined;
  let over: Element | undefined;
  recorder.listen('dragstart', (event) => {
    const origin = innermost(event);
    if (origin !== undefined) taken = take(recorder, event, origin);
  });
  recorder.listen('dragover', (event) => {
    over = innermost(event);
  });
  recorder.listen('dragend', (event) => {
    const own = taken;
    taken = undefined;
    if (own === undefined) return;
    const dropped = event.dataTransfer === null ? null : event.dataTransfer.dropEffect !== 'none';
    finish(recorder, own, { event, means: 'native', dropped, destination: over });
    over = undefined;
  });
}

/** Sliders of the browser's own are changes, marking text is reading, and fingers that move are scrolling. */
function watchPointer(recorder: Recorder): void {
  let taken: Taken | undefined;
  const forget = (): void => {
    taken = undefined;
  };
  recorder.listen('pointerdown', (event) => {
    const origin = innermost(event);
    taken = undefined;
    if (origin === undefined || event.button !== 0 || event.pointerType === 'touch') return;
    if (isField(origin) || editingHostOf(origin) !== undefined) return;
    taken = take(recorder, event, origin);
  });
  recorder.listen('dragstart', forget);
  recorder.listen('pointercancel', forget);
  recorder.listen('pointerup', (event) => {
    const own = taken;
    taken = undefined;
    if (own === undefined) return;
    const { x, y } = pointOf(event);
    if (Math.hypot(x - own.from.x, y - own.from.y) < LEAST_PX) return;
    if (!(plainDocument().getSelection()?.isCollapsed ?? true)) return;
    const destination = plainDocument().elementFromPoint(event.clientX, event.clientY) ?? undefined;
    finish(recorder, own, { event, means: 'pointer', dropped: null, destination });
  });
}

function take(recorder: Recorder, event: MouseEvent, origin: Element): Taken {
  const look = recorder.look(actedOn(event) ?? origin);
  return { at: timeOf(event), from: pointOf(event), look, isTrusted: event.isTrusted };
}

type End = Pick<ActionOf<'drag'>, 'means' | 'dropped'> & { event: MouseEvent; destination: Element | undefined };

function finish(recorder: Recorder, { at, from, look, isTrusted }: Taken, end: End): void {
  const { event, means, dropped } = end;
  const locators = end.destination === undefined ? undefined : recorder.look(actionable(end.destination)).locators;
  const destination = locators !== undefined && 'target' in locators ? locators.target : null;
  recorder.emit(
    { type: 'drag', at, isTrusted, means, from, to: pointOf(event), destination, dropped, endedAt: timeOf(event) },
    look,
  );
}

function pointOf(event: MouseEvent): Point {
  const offset = frameOffset();
  return { x: tenth(event.clientX + offset.x), y: tenth(event.clientY + offset.y) };
}
