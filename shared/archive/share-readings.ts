import type { Step } from '../distil/step.ts';
import { isAbsent } from '../interactions/absent.ts';
import type { Context } from '../interactions/context.ts';
import type { Interaction } from '../interactions/interaction.ts';
import { limits } from '../limits.ts';
import type { Reading, StoredInteraction, StoredStep } from './readings.ts';
import { moveBox } from './restore-readings.ts';

/** In JSON; what is shorter stays where it is. */
const MIN_CHARS = 64;

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

/** The elements as measured from where the page begins; undefined when the way back does not lead to the very same. */
function onPage({ elements, page }: Context): Context['elements'] | undefined {
  const moved = elements.map((one) => ({ ...one, box: moveBox(one.box, page.scroll) }));
  const { x, y } = page.scroll;
  const isExact = (at: number): boolean => {
    const [before, after] = [elements[at]?.box, moved[at]?.box];
    const back = after && moveBox(after, { x: -x, y: -y });
    return before?.x === back?.x && before?.y === back?.y;
  };
  return elements.every((_, at) => isExact(at)) ? moved : undefined;
}
