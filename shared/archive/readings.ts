import { z } from 'zod';
import { step } from '../distil/step.ts';
import { absent } from '../interactions/absent.ts';
import { context } from '../interactions/context.ts';
import { interaction } from '../interactions/interaction.ts';

/** The parts of a page that are shared, by their names in a context. */
export const readingShapes = {
  snapshot: context.shape.snapshot,
  products: context.shape.products,
  elements: context.shape.elements,
};
export type ReadingKind = keyof typeof readingShapes;

/**
 * A line of `readings.jsonl`: what was read of a page, an accessibility snapshot, its products or its elements. Pages
 * are acted on many times between two changes, so that each content is there once. In `interactions.jsonl` a number in
 * place of `context.snapshot`, `context.products` or `context.elements`, and in `steps.jsonl` one in place of
 * `observation.snapshot`, is the line that stands for it, from 0. There the boxes of elements are measured from where
 * the page begins, so that scrolling changes few of them: `page.scroll` leads back to the window.
 */
export const reading = z.union([readingShapes.snapshot, readingShapes.products, readingShapes.elements]);
export type Reading = z.infer<typeof reading>;

const lineNumber = z.int().min(0);
const { snapshot, products, elements } = readingShapes;

/** A line of `interactions.jsonl` as it is written. */
export const storedInteraction = interaction.extend({
  context: z.union([
    context.extend({
      snapshot: z.union([lineNumber, snapshot]),
      products: z.union([lineNumber, products]),
      elements: z.union([lineNumber, elements]),
    }),
    absent,
  ]),
});
export type StoredInteraction = z.infer<typeof storedInteraction>;

/** A line of `steps.jsonl` as it is written. */
export const storedStep = step.extend({
  observation: step.shape.observation.extend({ snapshot: z.union([lineNumber, snapshot]) }),
});
export type StoredStep = z.infer<typeof storedStep>;
