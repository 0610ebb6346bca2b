import { z } from 'zod';
import { pageKind } from '../interactions/context.ts';
import { limits } from '../limits.ts';

const common = { id: z.string().min(1).max(100), description: z.string().min(1).max(limits.maxText) };
/** A keyword may offer alternatives, parted by `|`: `trainers|sneakers`. */
const keywords = z.array(z.string().min(1).max(60)).max(10);

/** Things that a program can check from what was recorded (S5). */
export const criterion = z.discriminatedUnion('type', [
  /** Enough matching pieces are in the cart. */
  z.strictObject({
    type: z.literal('cart-contains'),
    ...common,
    /** All of them must be in the product's name; empty means any product. */
    keywords,
    minItems: z.int().min(1).max(50),
    /** For one piece, in the shop's currency; null means any. */
    maxPrice: z.number().positive().nullable(),
    brand: z.string().max(100).nullable(),
    minRating: z.number().min(0).max(5).nullable(),
  }),
  /** All pieces in the cart together cost no more. */
  z.strictObject({ type: z.literal('cart-total-at-most'), ...common, maxTotal: z.number().positive() }),
  /** A page of this kind was reached. */
  z.strictObject({ type: z.literal('page-reached'), ...common, pageKind }),
  /** Several different matching product pages were looked at. */
  z.strictObject({ type: z.literal('products-viewed'), ...common, keywords, minProducts: z.int().min(1).max(50) }),
]);
export type Criterion = z.infer<typeof criterion>;

/** A shopping task (S1). */
export const scenario = z.strictObject({
  id: z.string().min(1).max(100),
  title: z.string().min(1).max(120),
  /** What the participant is asked to do, in words. */
  task: z.string().min(1).max(1_000),
  persona: z.string().max(300).nullable(),
  /** Where to shop, or null for any shop. */
  targetSite: z.string().max(255).nullable(),
  category: z.string().min(1).max(60),
  difficulty: z.enum(['simple', 'medium', 'complex']),
  /** The path that is expected, for orientation; not a rule. */
  expectedSteps: z.array(z.string().max(200)).min(1).max(40),
  criteria: z.array(criterion).min(1).max(20),
  source: z.enum(['built-in', 'generated', 'written']),
});
export type Scenario = z.infer<typeof scenario>;
