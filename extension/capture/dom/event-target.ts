import { isField } from '../fields/read-field.ts';
import { isInteractive, roleOf } from '../names/role-of.ts';
import { findUpwards } from './composed-tree.ts';
import { plain } from './unclobbered.ts';

/** The innermost element of an event, inside open shadow roots too; undefined for events of the window or document. */
export function innermost(event: Event): Element | undefined {
  const node = event.composedPath()[0];
  return node instanceof Element ? node : undefined;
}

const MAX_STEPS = 8;

/** The element that an event inside it is about: a click on a button's icon is a click on the button. */
export function actionable(element: Element): Element {
  return (
    findUpwards(
      element,
      (candidate) =>
        isField(candidate) || isInteractive(candidate, roleOf(candidate)) || plain(candidate).localName === 'label',
      MAX_STEPS,
    ) ?? element
  );
}

const actedOnBy = new WeakMap<Event, Element | undefined>();

/** The same of an event's innermost element: found once, however many ask. */
export function actedOn(event: Event): Element | undefined {
  if (actedOnBy.has(event)) return actedOnBy.get(event);
  const origin = innermost(event);
  const element = origin === undefined ? undefined : actionable(origin);
  actedOnBy.set(event, element);
  return element;
}
