import { z } from 'zod';
import { box } from '../geometry.ts';
import { limits } from '../limits.ts';

const text = z.string().max(limits.maxText);

export const locatorKind = z.enum([
  'test-id',
  'role',
  'label',
  'placeholder',
  'text',
  'css',
  'css-path',
  'xpath',
  'nth',
]);
export type LocatorKind = z.infer<typeof locatorKind>;

export const locator = z.strictObject({
  kind: locatorKind,
  /** Runs as it is in Playwright's `frame.locator(selector)`. */
  selector: z.string().min(1).max(1_000),
  /** Elements that it matched when it was recorded, in the target's frame; null when that was not counted. */
  matches: z.int().min(0).nullable(),
  /** How far it can be trusted, 0 to 1: by kind until it has been re-tested, then by its record. */
  reliability: z.number().min(0).max(1),
  /** Its measured record (R3.4): how often it was re-tested, found the target, or hit another element. */
  record: z.strictObject({ tested: z.int().min(0), found: z.int().min(0), wrong: z.int().min(0) }),
});
export type Locator = z.infer<typeof locator>;

/** What an element is recognised by when every locator fails: facts that survive different changes of a page. */
export const fingerprint = z.strictObject({
  tag: z.string().max(100),
  role: z.string().max(50).nullable(),
  name: text,
  text,
  /** Stable attributes only: generated ids and hashed classes are left out. Values are masked. */
  attributes: z.record(z.string().max(100), text),
  classes: z.array(z.string().max(100)).max(20),
  landmark: z.string().max(100).nullable(),
  heading: text.nullable(),
  /** Texts just before and after it. */
  neighbours: z.array(text).max(6),
  /** Place among its siblings of the same tag, from 0. */
  index: z.int().min(0),
  box: box.nullable(),
});
export type Fingerprint = z.infer<typeof fingerprint>;

export const target = z.strictObject({
  /** The target's reference in the context's accessibility snapshot, for example `e12`. */
  ref: z
    .string()
    .regex(/^e\d+$/)
    .nullable(),
  tag: z.string().max(100),
  role: z.string().max(50).nullable(),
  name: text,
  box: box.nullable(),
});

/** The second group: how to find the target again, best first. */
export const locators = z.strictObject({
  target,
  /** Selectors of the frame elements from the top page down to the target's frame; empty in the top page. */
  framePath: z.array(z.string().max(1_000)).max(10),
  /** How many open shadow roots lie between the frame's document and the target. */
  shadowDepth: z.int().min(0),
  candidates: z.array(locator).max(20),
  fingerprint,
});
export type Locators = z.infer<typeof locators>;
