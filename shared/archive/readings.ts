import { z } from 'zod';
import type { Step } from '../distil/step.ts';
import type { Point } from '../geometry.ts';
import { isAbsent } from '../interactions/absent.ts';
import { context } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { limits } from '../limits.ts';

/**
 * A line of `readings.jsonl`: what was read of a page, an accessibility snapshot, its products or its elements. Pages
 * are acted on many times between two changes, so that each content is there once. In `interactions.jsonl` a number in
 * place of `context.snapshot`, `context.products` or `context.elements`, and in `steps.jsonl` one in place of
 * `observation.snapshot`, is the line that stands for it, from 0. There the boxes of elements are measured from where
 * the page begins, so that scrolling changes few of them: `page.scroll` leads back to the window.
 */
export const reading = z.union([context.shape.snapshot, context.shape.products, context.shape.elements]);
export type Reading = z.infer<typeof reading>;

const SHARED = ['snapshot', 'products', 'elements'] as const;
type Shared = (typeof SHARED)[number];
/** In JSON; what is shorter stays where it is. */
const MIN_CHARS = 64;

type WithLines<Holder, Keys extends keyof Holder> = Omit<Holder, Keys> & { [Key in Keys]: Holder[Key] | number };
type ContextOf = Extract<Interaction['context'], { snapshot: string }>;

/** Lines as they are written: see `reading`. */
export type StoredInteraction = Omit<Interaction, 'context'> & {
  context: WithLines<ContextOf, Shared> | Exclude<Interaction['context'], ContextOf>;
};
export type StoredStep = Omit<Step, 'observation'> & { observation: WithLines<Step['observation'], 'snapshot'> };

/** Interactions and steps with what they share in lines of its own. What these cannot hold stays where it is. */
export function shareReadings(
  { interactions, steps }: { interactions: readonly Interaction[]; steps: readonly Step[] },
  maxBytes: number = limits.maxReadingsBytes,
): { readings: string[]; interactions: StoredInteraction[]; steps: StoredStep[] } {
  const contexts = interactions.flatMap(({ context: where }) => (isAbsent(where) ? [] : [where]));
  const onPages = new Map(contexts.map((where) => [where, onPage(where)]));
  const readings = linesOf(
    // Kind by kind: what is alike has to be near for DEFLATE to find it.
    [
      ...contexts.map(({ snapshot }) => snapshot),
      ...steps.map(({ observation }) => observation.snapshot),
      ...contexts.map(({ products }) => products),
      ...contexts.map((where) => onPages.get(where) ?? []),
    ],
    maxBytes,
  );
  const numbers = new Map(readings.map((line, number) => [line, number]));
  const share = <Value>(value: Value): Value | number => numbers.get(JSON.stringify(value)) ?? value;
  return {
    readings,
    interactions: interactions.map(({ context: where, ...rest }) => {
      if (isAbsent(where)) return { ...rest, context: where };
      const { snapshot, products, elements } = where;
      const number = share(onPages.get(where) ?? elements);
      const shared = {
        snapshot: share(snapshot),
        products: share(products),
        elements: typeof number === 'number' ? number : elements,
      };
      return { ...rest, context: { ...where, ...shared } };
    }),
    steps: steps.map((one) => ({
      ...one,
      observation: { ...one.observation, snapshot: share(one.observation.snapshot) },
    })),
  };
}

/** Each content once, as long as there is room. */
function linesOf(values: readonly Reading[], maxBytes: number): string[] {
  const lines = new Set<string>();
  let bytes = 0;
  for (const value of values) {
    const line = JSON.stringify(value);
    if (line.length < MIN_CHARS || lines.has(line)) continue;
    const size = new TextEncoder().encode(line).length + 1;
    if (size > limits.maxLineBytes || bytes + size > maxBytes || lines.size === limits.maxInteractions) continue;
    bytes += size;
    lines.add(line);
  }
  return [...lines];
}

/**
 * A parsed line of `interactions.jsonl` or `steps.jsonl` with what it shares put back in its place; whether it is one is
 * for its schema to say.
 * @param used is given the number of every line that is named
 * @throws RangeError when it names a line that is not there
 */
export function restoreReadings(line: unknown, readings: readonly unknown[], used?: Set<number>): unknown {
  if (!isRecord(line)) return line;
  const restored = { ...line };
  for (const group of ['context', 'observation']) {
    const holder = line[group];
    if (!isRecord(holder)) continue;
    const shared = SHARED.filter((key) => typeof holder[key] === 'number').map((key) => [key, find(holder[key])]);
    const put: Record<string, unknown> = { ...holder, ...Object.fromEntries(shared) };
    if (typeof holder['elements'] === 'number') put['elements'] = inWindow(put['elements'], holder['page']);
    restored[group] = put;
  }
  return restored;

  function find(number: unknown): unknown {
    const found = readings[Number(number)];
    if (found === undefined) throw new RangeError(`a reading is missing: there is no line ${String(number)}`);
    used?.add(Number(number));
    return found;
  }
}

/** The elements as measured from where the page begins; undefined when the way back does not lead to the very same. */
function onPage({ elements, page }: ContextOf): ContextOf['elements'] | undefined {
  const moved = elements.map((one) => ({ ...one, box: moveBox(one.box, page.scroll) }));
  const { x, y } = page.scroll;
  const isExact = (at: number): boolean => {
    const [before, after] = [elements[at]?.box, moved[at]?.box];
    const back = after && moveBox(after, { x: -x, y: -y });
    return before?.x === back?.x && before?.y === back?.y;
  };
  return elements.every((_, at) => isExact(at)) ? moved : undefined;
}

const scrolled = context.shape.page.pick({ scroll: true }).loose();

/** The other way round, of what its schema has yet to look at. */
function inWindow(elements: unknown, page: unknown): unknown {
  const window = scrolled.safeParse(page);
  const onPages = context.shape.elements.safeParse(elements);
  if (!window.success || !onPages.success) throw new RangeError('a reading is not one of elements, or of no page');
  const { x, y } = window.data.scroll;
  return onPages.data.map((one) => ({ ...one, box: moveBox(one.box, { x: -x, y: -y }) }));
}

/** To a tenth of a pixel, as boxes are measured. */
function moveBox<Moved extends Point>(box: Moved, { x, y }: Point): Moved {
  return { ...box, x: Math.round((box.x + x) * 10) / 10, y: Math.round((box.y + y) * 10) / 10 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
