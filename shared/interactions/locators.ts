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
  /** The end of where a link leads. */
  'link',
  /** Within the repeated item that has this title. */
  'item',
  /** Within the repeated item that has this link or key. */
  'item-key',
  /** By role and name within a named group or landmark. */
  'group',
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

/** What stands around an element: what its twins in a list, a table or a form are told apart by. Texts are masked. */
export const surroundings = z.strictObject({
  /** Its ancestors from the nearest on, each by tag and first lasting class. */
  path: z.array(z.string().max(100)).max(8),
  /** The name of the group of fields or choices that it belongs to. */
  group: text.nullable(),
  /** The header of its table column. */
  column: text.nullable(),
  /** The repeated part that it belongs to, such as a product's card: its text, its addresses and keys, its place from 0. */
  item: z.strictObject({ text, keys: text, index: z.int().min(0) }).nullable(),
  /** Place among the elements of its tag in the document or shadow root, from 0. */
  order: z.int().min(0),
  /** A hash of all its classes, 32 bits: says that it looks as before, and not how. */
  look: z.int().min(0),
  /** The tags of its first children. */
  inner: z.string().max(100),
});
export type Surroundings = z.infer<typeof surroundings>;

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
  /** Left out where nothing but the element itself was read. */
  surroundings: surroundings.optional(),
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
