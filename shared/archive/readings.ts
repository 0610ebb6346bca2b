import { z } from 'zod';
import type { Step } from '../distil/step.ts';
import { isAbsent } from '../interactions/absent.ts';
import { context } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { limits } from '../limits.ts';

/**
 * A line of `readings.jsonl`: what was read of a page, an accessibility snapshot, its products or its elements. Pages
 * are acted on many times between two changes, so that each content is there once. In `interactions.jsonl` a number in
 * place of `context.snapshot`, `context.products` or `context.elements`, and in `steps.jsonl` one in place of
 * `observation.snapshot`, is the line that stands for it, from 0.
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
  const readings = linesOf(
    // Kind by kind: what is alike has to be near for DEFLATE to find it.
    [
      ...contexts.map(({ snapshot }) => snapshot),
      ...steps.map(({ observation }) => observation.snapshot),
      ...contexts.map(({ products }) => products),
      ...contexts.map(({ elements }) => elements),
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
      const shared = { snapshot: share(snapshot), products: share(products), elements: share(elements) };
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
    restored[group] = { ...holder, ...Object.fromEntries(shared) };
  }
  return restored;

  function find(number: unknown): unknown {
    const found = readings[Number(number)];
    if (found === undefined) throw new RangeError(`a reading is missing: there is no line ${String(number)}`);
    used?.add(Number(number));
    return found;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
