import { z } from 'zod';
import { limits } from '../limits.ts';

export const intentLabel = z.enum([
  'search',
  'refine',
  'browse',
  'inspect',
  'compare',
  'configure',
  'add-to-cart',
  'edit-cart',
  'checkout',
  'identify',
  'pay',
  'order',
  'dismiss',
  'navigate',
  'unknown',
]);
export type IntentLabel = z.infer<typeof intentLabel>;

/** The sixth group: why it was done, as far as it can be told. */
export const intent = z.strictObject({
  label: intentLabel,
  /** One sentence for a reader. */
  text: z.string().max(limits.maxText),
  confidence: z.number().min(0).max(1),
  source: z.enum(['rules', 'vision', 'narration']),
  /** The criterion of the task that this brings forward, or null. */
  criterionId: z.string().max(100).nullable(),
});
export type Intent = z.infer<typeof intent>;
