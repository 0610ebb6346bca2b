import { z } from 'zod';
import { box, point, viewport } from '../geometry.ts';
import { epochMs, sha256, uuid } from '../identifiers.ts';
import { pageKind } from '../interactions/context.ts';
import { intentLabel } from '../interactions/intent.ts';
import { limits } from '../limits.ts';
import { pauseReason } from '../session/session.ts';

const text = z.string().max(limits.maxText);

export const stepLabel = z.enum(['essential', 'exploratory', 'redundant', 'mistaken']);

/** The canonical actions: the names that OpenAI's browser tools and Playwright MCP share. */
export const toolCall = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('browser_click'), arguments: z.strictObject({ target: z.string().max(1_000) }) }),
  z.strictObject({ name: z.literal('browser_hover'), arguments: z.strictObject({ target: z.string().max(1_000) }) }),
  z.strictObject({
    name: z.literal('browser_drag'),
    arguments: z.strictObject({ target: z.string().max(1_000), destination: z.string().max(1_000) }),
  }),
  z.strictObject({
    name: z.literal('browser_type'),
    arguments: z.strictObject({ target: z.string().max(1_000), text, submit: z.boolean() }),
  }),
  z.strictObject({
    name: z.literal('browser_select_option'),
    arguments: z.strictObject({ target: z.string().max(1_000), values: z.array(text).max(100) }),
  }),
  z.strictObject({ name: z.literal('browser_press_key'), arguments: z.strictObject({ key: z.string().max(40) }) }),
  z.strictObject({
    name: z.literal('browser_scroll'),
    arguments: z.strictObject({ direction: z.enum(['up', 'down', 'left', 'right']), amount: z.int().min(0) }),
  }),
  z.strictObject({
    name: z.literal('browser_navigate'),
    arguments: z.strictObject({ url: z.string().max(limits.maxUrl) }),
  }),
  z.strictObject({ name: z.literal('browser_navigate_back'), arguments: z.strictObject({}) }),
  z.strictObject({
    name: z.literal('task_done'),
    arguments: z.strictObject({ success: z.boolean(), summary: text }),
  }),
]);
export type ToolCall = z.infer<typeof toolCall>;

/**
 * One step of the distilled trajectory, as a line of `steps.jsonl`. Every recorded interaction belongs to exactly one
 * step, so that the raw path and the clean one can be laid side by side.
 */
export const step = z.strictObject({
  index: z.int().min(0),
  /** The raw interactions that it stands for, in order; empty only for the closing `task_done`. */
  interactionIds: z.array(uuid).max(5_000),
  at: epochMs,
  call: toolCall,
  label: stepLabel,
  /** Why it has this label, in one sentence. */
  reason: z.string().max(300),
  target: z
    .strictObject({
      ref: z
        .string()
        .regex(/^e\d+$/)
        .nullable(),
      tag: z.string().max(100),
      role: z.string().max(50).nullable(),
      name: text,
      box: box.nullable(),
      /** Best first; each runs in Playwright's `locator()`, inside `framePath`. */
      selectors: z.array(z.string().max(1_000)).max(20),
      framePath: z.array(z.string().max(1_000)).max(10),
    })
    .nullable(),
  point: point.nullable(),
  /** What an agent would see just before acting. */
  observation: z.strictObject({
    url: z.string().max(limits.maxUrl),
    title: text,
    /** Absent where the page could not be read. */
    pageKind: pageKind.optional(),
    viewport: viewport.nullable(),
    scroll: point.nullable(),
    snapshot: z.string().max(limits.maxSnapshot),
    screenshot: z.strictObject({ sha256, width: z.int(), height: z.int(), stalenessMs: z.number().min(0) }).nullable(),
  }),
  intent: z.strictObject({ label: intentLabel, text }),
  /** What came of it, in one sentence. */
  effect: text,
  /** How long nothing was recorded right before it, and why: it does not simply follow the step before. */
  unrecorded: z.strictObject({ ms: z.number().min(0), reason: pauseReason }).optional(),
});
export type Step = z.infer<typeof step>;
