import type { Box } from '../../../shared/geometry.ts';
import type { Context, Element as SeenElement } from '../../../shared/interactions/context.ts';
import { limits } from '../../../shared/limits.ts';
import { boxAt, frameOffset } from '../dom/boxes.ts';
import { parentOf } from '../dom/composed-tree.ts';
import type { Masker } from '../masker.ts';
import { roleOf } from '../names/role-of.ts';
import type { ElementRefs } from './element-refs.ts';
import { scrollNow } from './page-frame.ts';
import type { Line, Reading } from './reading.ts';
import { interactiveLine } from './snapshot-lines.ts';
import { plain } from '../dom/unclobbered.ts';

const MAX_ELEMENTS = 300;
const MAX_NEARBY = 12;

export type ContextTools = { refs: ElementRefs; masker: Masker; domEpoch: () => number };

/**
 * Where an interaction happens: the last reading of the page, with the target's own part read now, and all boxes if
 * anything has moved. Runs at the event, so it does nothing that grows with the page beyond that.
 */
export function contextOf(target: Element | null, reading: Reading, tools: ContextTools): Context {
  const known = target === null || reading.lines.some(({ element }) => element === target);
  const offset = frameOffset();
  const still = reading.domEpoch === tools.domEpoch();
  const lines = known ? reading.lines : withTarget(reading.lines, interactiveLine(target, offset, tools));
  const boxOf = ({ element, box }: Line): Box => (still ? box : boxAt(plain(element).getBoundingClientRect(), offset));
  const elements = elementsOf(lines, target, boxOf);
  return {
    page: { ...reading.page, scroll: scrollNow() },
    products: reading.products,
    cart: reading.cart,
    snapshot: known ? reading.snapshot : snapshotOf(lines, target),
    elements,
    nearby: target === null ? [] : nearbyOf(target, elements, tools.refs),
    ancestry: target === null ? [] : ancestryOf(target),
    readAgeMs: Math.max(0, Math.round(performance.now() - reading.atMs)),
  };
}

/** Puts the target's line before the first line of an element that follows it in the document. */
function withTarget(lines: readonly Line[], own: Line): Line[] {
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = lines[middle]?.element;
    const follows =
      other !== undefined &&
      (plain(own.element).compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (follows) to = middle;
    else from = middle + 1;
  }
  return [...lines.slice(0, from), own, ...lines.slice(from)];
}

function snapshotOf(lines: readonly Line[], target: Element | null): string {
  const whole = lines.map(({ text }) => text).join('\n');
  if (whole.length <= limits.maxSnapshot) return whole;
  const own = lines.find(({ element }) => element === target)?.text ?? '';
  return `${whole.slice(0, limits.maxSnapshot - own.length - 1)}\n${own}`;
}

function elementsOf(lines: readonly Line[], target: Element | null, boxOf: (line: Line) => Box): SeenElement[] {
  const elements: SeenElement[] = [];
  for (const line of lines) {
    const { element, ref, role, name } = line;
    if (ref === null || (elements.length >= MAX_ELEMENTS && element !== target)) continue;
    const box = boxOf(line);
    if (box.width > 0 && box.height > 0) elements.push({ ref, role, name, box });
  }
  return elements.slice(-MAX_ELEMENTS);
}

/** Roles and names of the elements whose middles are closest to the target's. */
function nearbyOf(target: Element, elements: readonly SeenElement[], refs: ElementRefs): string[] {
  const own = refs.of(target);
  const { box } = elements.find(({ ref }) => ref === own) ?? {
    box: boxAt(plain(target).getBoundingClientRect(), frameOffset()),
  };
  const distance = (other: SeenElement): number =>
    Math.hypot(
      other.box.x + other.box.width / 2 - box.x - box.width / 2,
      other.box.y + other.box.height / 2 - box.y - box.height / 2,
    );
  const nearest: { element: SeenElement; away: number }[] = [];
  for (const element of elements) {
    if (element.ref === own || element.name === '') continue;
    const away = distance(element);
    if (nearest.length === MAX_NEARBY && away >= (nearest.at(-1)?.away ?? 0)) continue;
    // Of equals the earlier comes first.
    const place = nearest.findIndex((other) => other.away > away);
    nearest.splice(place === -1 ? nearest.length : place, 0, { element, away });
    nearest.length = Math.min(nearest.length, MAX_NEARBY);
  }
  return nearest.map(({ element }) => `${element.role} ${element.name}`.slice(0, limits.maxText));
}

function ancestryOf(target: Element): string[] {
  const ancestry: string[] = [];
  for (let element = parentOf(target); element !== null && ancestry.length < 30; element = parentOf(element)) {
    const role = roleOf(element);
    ancestry.push(`${plain(element).localName}${role === null ? '' : ` ${role}`}`.slice(0, 150));
  }
  return ancestry;
}
