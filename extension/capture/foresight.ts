import type { Box } from '../../shared/geometry.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import { actionable, innermost } from './dom/event-target.ts';
import { plain } from './dom/unclobbered.ts';
import { idle } from './idle-slices.ts';
import type { Recorder } from './recorder.ts';

export type ForesightDeps = {
  listen: Recorder['listen'];
  /** Names everything that locators follow from; with another name they are read anew. */
  moment(): string;
  read(target: Element): Locators;
  /** Where the element is now: what moves without a change of the DOM is read anew too. */
  boxOf(target: Element): Box | null;
  isOver(): boolean;
};

/** A pointer that passes over something does not stay as long. */
const REST_MS = 40;
const PATIENCE_MS = 200;
/** Some of what names are made of, such as the chosen option of a list, changes without anybody being told. */
const FRESH_MS = 3_000;
const NAMED_BY_VALUE = 'input[type=button],input[type=submit],input[type=reset]';

type Foreseen = { target: Element; moment: string; atMs: number; locators: Locators };

/**
 * Reads locators where they are likely to be asked for next, in an idle moment: under a pointer that has come to rest,
 * and of what has the focus. Nobody presses a button in the instant in which the pointer reaches it, so that at the
 * press they are there already. Returns how to read those of an element, foreseen or not.
 */
export function createForesight({ listen, moment, read, boxOf, isOver }: ForesightDeps): (target: Element) => Locators {
  let foreseen: Foreseen | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isCurrent = (target: Element): boolean =>
    foreseen?.target === target &&
    foreseen.moment === moment() &&
    performance.now() - foreseen.atMs < FRESH_MS &&
    isSameBox(foreseen.locators.target.box, boxOf(target));

  const foresee = (origin: Element): void => {
    if (isOver() || !plain(origin).isConnected) return;
    const target = actionable(origin);
    if (isCurrent(target) || plain(target).matches(NAMED_BY_VALUE)) return;
    try {
      foreseen = { target, moment: moment(), atMs: performance.now(), locators: read(target) };
    } catch {
      foreseen = undefined; // a page that breaks this breaks it at the event too, and there it is told
    }
  };

  const expect = (event: Event): void => {
    const origin = innermost(event);
    clearTimeout(timer);
    if (origin === undefined) return;
    const own = setTimeout(() => idle(() => own === timer && foresee(origin), PATIENCE_MS), REST_MS);
    timer = own;
  };
  listen('pointerover', (event) => {
    if (event.pointerType === 'mouse') expect(event);
  });
  listen('focusin', expect);

  return (target) => (foreseen !== undefined && isCurrent(target) ? foreseen.locators : read(target));
}

function isSameBox(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return a === b;
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
