import type { Point } from '../../../shared/geometry.ts';
import { limits } from '../../../shared/limits.ts';
import { boxAt, frameOffset } from '../dom/boxes.ts';
import { collapse, textOf } from '../dom/text-of.ts';
import type { Masker } from '../masker.ts';
import { nameOf } from '../names/name-of.ts';
import { roleOf } from '../names/role-of.ts';
import type { ElementRefs } from './element-refs.ts';
import type { Line } from './reading.ts';
import { priceTextOf, type Seen, type Walk } from './walk-page.ts';
import { plain } from '../dom/unclobbered.ts';

/** Room that is kept for the line of a target that the snapshot had left out. */
const RESERVED = 600;
const MAX_LINES = 1_500;

/** The lines of a page's snapshot; yields between names, since they are what costs time. */
export function* snapshotLines(walk: Walk, refs: ElementRefs, masker: Masker): Generator<void, Line[]> {
  const offset = frameOffset();
  const places: { seen: Seen; rect: DOMRect; distance: number }[] = [];
  for (const seen of walk.seen.slice(0, MAX_LINES)) {
    const rect = plain(seen.element).getBoundingClientRect();
    places.push({ seen, rect, distance: distanceFromView(rect) });
    // In the order of the page, whatever is kept of it.
    if (seen.kind === 'interactive') refs.of(seen.element);
    if (places.length % 20 === 0) yield;
  }
  // Names take longest: only what there is room for gets one, beginning with what is in view.
  let room = limits.maxSnapshot - RESERVED;
  const kept = new Map<Seen, Line>();
  for (const { seen, rect } of places.toSorted((a, b) => a.distance - b.distance)) {
    const line = { ...lineOf(seen, refs, masker), box: boxAt(rect, offset) };
    room -= line.text.length + 1;
    if (room < 0) break;
    kept.set(seen, line);
    if (kept.size % 5 === 0) yield;
  }
  return places.flatMap(({ seen }) => kept.get(seen) ?? []);
}

type Words = Omit<Line, 'box'>;

function lineOf({ element, role, kind }: Seen, refs: ElementRefs, masker: Masker): Words {
  if (kind === 'interactive') return interactiveWords(element, refs, masker);
  if (kind === 'price') {
    const text = masker.text(priceTextOf(element));
    return { element, ref: null, role: 'text', name: text, text: `- text ${JSON.stringify(text)}` };
  }
  const name = masker.text(kind === 'heading' ? textOf(element) : nameOf(element, role));
  const level =
    kind === 'heading'
      ? ` [level=${plain(element).getAttribute('aria-level') ?? plain(element).localName.slice(1)}]`
      : '';
  const spoken = kind === 'dialog' ? 'dialog' : (role ?? 'generic');
  return {
    element,
    ref: null,
    role: spoken,
    name,
    text: `- ${spoken}${name === '' ? '' : ` ${JSON.stringify(name)}`}${level}`.slice(0, RESERVED),
  };
}

/** The line of an element that can be acted on; gives it a reference. */
export function interactiveLine(element: Element, offset: Point, tools: { refs: ElementRefs; masker: Masker }): Line {
  return {
    ...interactiveWords(element, tools.refs, tools.masker),
    box: boxAt(plain(element).getBoundingClientRect(), offset),
  };
}

function interactiveWords(element: Element, refs: ElementRefs, masker: Masker): Words {
  const role = roleOf(element) ?? 'generic';
  const name = masker.text(nameOf(element, roleOf(element)));
  const ref = refs.of(element);
  const named = name === '' ? '' : ` ${JSON.stringify(name)}`;
  const text = `[${ref}] ${role}${named}${statesOf(element)}${choicesOf(element, masker)}`;
  return { element, ref, role, name, text: text.slice(0, RESERVED) };
}

const MAX_CHOICES = 12;
const MAX_CHOICE_TEXT = 40;

/**
 * What a list offers, as a person sees who opens it; which of it is chosen is not told. On pages about the participant
 * lists hold their own addresses and cards, and stay closed.
 */
function choicesOf(element: Element, masker: Masker): string {
  if (plain(element).localName !== 'select' || masker.mode() === 'strict') return '';
  const options = Array.from((element as HTMLSelectElement).options).filter(({ disabled }) => !disabled); // by its tag
  const names = options
    .slice(0, MAX_CHOICES)
    .map(({ text }) => JSON.stringify(masker.text(collapse(text, MAX_CHOICE_TEXT))));
  if (options.length > MAX_CHOICES) names.push('…');
  return names.length === 0 ? '' : ` [choices: ${names.join(', ')}]`;
}

function statesOf(element: Element): string {
  const is = (attribute: string): boolean => plain(element).getAttribute(attribute) === 'true';
  const checked = plain(element).localName === 'input' && (element as HTMLInputElement).checked; // by its tag
  const states = [
    checked || is('aria-checked') ? 'checked' : '',
    is('aria-expanded') ? 'expanded' : '',
    is('aria-selected') || is('aria-pressed') || plain(element).hasAttribute('aria-current') ? 'selected' : '',
    plain(element).matches(':disabled') || is('aria-disabled') ? 'disabled' : '',
  ];
  return states.flatMap((state) => (state === '' ? [] : ` [${state}]`)).join('');
}

/** Vertical pixels between the element and what can be seen; 0 inside it. */
function distanceFromView({ top, bottom }: DOMRect): number {
  return Math.max(0, top - innerHeight, -bottom);
}
