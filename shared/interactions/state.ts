import { z } from 'zod';
import { point } from '../geometry.ts';
import { limits } from '../limits.ts';

const text = z.string().max(limits.maxText);
const url = z.string().max(limits.maxUrl);
const cartCount = z.strictObject({ count: z.int().min(0).nullable(), total: z.number().min(0).nullable() });

/** The fifth group: what was different once the page had settled after the action. */
export const state = z.strictObject({
  url: z.strictObject({ before: url, after: url }),
  dom: z.strictObject({
    added: z.int().min(0),
    removed: z.int().min(0),
    attributes: z.int().min(0),
    texts: z.int().min(0),
  }),
  scroll: z.strictObject({ before: point, after: point }),
  /** Role and name of the element that has the focus, or null. */
  focus: z.strictObject({ before: text.nullable(), after: text.nullable() }),
  dialogs: z.strictObject({ opened: z.array(text).max(10), closed: z.array(text).max(10) }),
  cart: z.strictObject({ before: cartCount, after: cartCount }).nullable(),
  /** What live regions (toasts, alerts) said, masked. */
  announcements: z.array(text).max(10),
  validation: z.array(text).max(20),
  /** From the action until nothing changed any more, in milliseconds. */
  settleMs: z.number().min(0),
  /** False when the page was still changing, or was left, at the end of the window. */
  settled: z.boolean(),
});
export type State = z.infer<typeof state>;
