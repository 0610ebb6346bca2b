import { computeAccessibleName } from 'dom-accessibility-api';
import { collapse, isWrittenIn } from '../dom/text-of.ts';
import { nameOf } from './name-of.ts';
import { plain } from '../dom/unclobbered.ts';

const FIELDS = 'input:not([type=button],[type=submit],[type=reset],[type=image]),textarea,select,[contenteditable]';

/**
 * The accessible name of a target by the whole accname computation, unmasked. That takes the values of fields inside
 * a label or a button for part of the name, and reads what is written in an editing host: there the cheap name stands
 * in, which never does. So it does for forms, whose fields may stand in the way of that computation.
 */
export function targetName(element: Element, role: string | null): string {
  const labels = 'labels' in element ? Array.from((element as HTMLInputElement).labels ?? []) : []; // of form controls only
  const holdsFields =
    isWrittenIn(element) ||
    element instanceof HTMLFormElement ||
    plain(element).querySelector(FIELDS) !== null ||
    plain(element).hasAttribute('aria-labelledby') ||
    labels.some((label) => Array.from(label.querySelectorAll(FIELDS)).some((field) => field !== element));
  return holdsFields ? nameOf(element, role) : collapse(computeAccessibleName(element)) || nameOf(element, role);
}
