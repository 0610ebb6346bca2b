import type { ActionOf } from '../../../shared/interactions/action.ts';
import { frameOffset, tenth } from '../dom/boxes.ts';
import { actedOn, innermost } from '../dom/event-target.ts';
import { timeOf } from '../page-clock.ts';
import type { Look, Recorder } from '../recorder.ts';
import { modifiersOf } from './modifiers-of.ts';
import type { Observer } from './observer.ts';
import { plain } from '../dom/unclobbered.ts';

type Button = ActionOf<'click'>['button'];
type Press = { event: PointerEvent; origin: Element; look: Look; clicked: boolean };

const buttons: readonly Button[] = ['left', 'middle', 'right', 'back', 'forward'];
/** Within so long of a recorded action, clicks that a program makes are taken for the page's reaction to it. */
const REACTION_MS = 50;
/** A key that activates a control is followed by a click that the browser makes. */
const ACTIVATION_MS = 1_000;
const STILL_PX = 5;

/** Clicks of every button. The target is read at pointerdown: many pages have changed by the time of the click. */
export const click: Observer = (recorder) => {
  let press: Press | undefined;
  let labelled: { control: Element; at: number } | undefined;
  let activatedAt = 0;

  const record = (event: MouseEvent, button: Button): void => {
    const origin = innermost(event);
    const at = timeOf(event);
    if (origin === undefined || isEcho(event, at, origin)) return;
    const own =
      press !== undefined &&
      (!plain(press.origin).isConnected ||
        origin === press.origin ||
        event.composedPath().includes(press.origin) ||
        plain(origin).contains(press.origin))
        ? press
        : undefined;
    if (own !== undefined) own.clicked = true;
    const control = plain(origin).closest('label')?.control ?? null;
    labelled = control === null || control === origin ? undefined : { control, at };
    recorder.emit(clickOf(event, button, at), own?.look ?? recorder.look(actedOn(event) ?? origin));
  };

  const isEcho = (event: MouseEvent, at: number, origin: Element): boolean => {
    if (!event.isTrusted) return at - recorder.lastAt() < REACTION_MS;
    if (labelled !== undefined && labelled.control === origin && at - labelled.at < REACTION_MS) return true;
    return event.detail === 0 && event.button === 0 && at - activatedAt < ACTIVATION_MS;
  };

  recorder.listen('pointerdown', (event) => {
    const origin = innermost(event);
    if (origin === undefined || !event.isPrimary) return;
    press = { event, origin, look: recorder.look(actedOn(event) ?? origin), clicked: false };
  });
  recorder.listen('pointerup', (event) => {
    const own = press;
    if (own !== undefined && own.event.pointerId === event.pointerId)
      setTimeout(() => recordLost(recorder, own, event), 0);
  });
  recorder.listen('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') activatedAt = timeOf(event);
  });
  recorder.listen('click', (event) => record(event, 'left'));
  recorder.listen('auxclick', (event) => {
    if (event.button !== 2) record(event, buttons[event.button] ?? 'middle');
  });
  recorder.listen('contextmenu', (event) => record(event, 'right'));
};

/** A page that removes an element when the button goes down keeps the browser from making a click of it. */
function recordLost(recorder: Recorder, press: Press, up: PointerEvent): void {
  if (press.clicked || plain(press.origin).isConnected || press.event.button !== 0 || recorder.signal.aborted) return;
  if (Math.hypot(up.clientX - press.event.clientX, up.clientY - press.event.clientY) > STILL_PX) return;
  press.clicked = true;
  recorder.emit({ ...clickOf(press.event, 'left', timeOf(press.event)), count: 1 }, press.look);
}

function clickOf(event: MouseEvent, button: Button, at: number): ActionOf<'click'> {
  const offset = frameOffset();
  return {
    type: 'click',
    at,
    isTrusted: event.isTrusted,
    point: { x: tenth(event.clientX + offset.x), y: tenth(event.clientY + offset.y) },
    button,
    count: Math.min(20, button === 'left' ? event.detail : 1),
    modifiers: modifiersOf(event),
  };
}
