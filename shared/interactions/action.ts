import { z } from 'zod';
import { point } from '../geometry.ts';
import { epochMs } from '../identifiers.ts';
import { limits } from '../limits.ts';
import { target } from './locators.ts';

/** What kind of field a value was given to. Only the first group may be recorded as typed (R8.5). */
export const harmlessFieldKind = z.enum(['search', 'quantity', 'choice', 'price-filter']);
export const privateFieldKind = z.enum([
  'email',
  'name',
  'phone',
  'address',
  'card',
  'password',
  'one-time-code',
  'date-of-birth',
  'username',
  'file',
  'other',
]);
export type HarmlessFieldKind = z.infer<typeof harmlessFieldKind>;
export type PrivateFieldKind = z.infer<typeof privateFieldKind>;
export type FieldKind = HarmlessFieldKind | PrivateFieldKind;

/** A value as recorded: shown when its field is provably harmless, else only its kind and a typed placeholder. */
export const recordedValue = z.discriminatedUnion('shown', [
  z.strictObject({ shown: z.literal(true), fieldKind: harmlessFieldKind, text: z.string().max(limits.maxText) }),
  z.strictObject({
    shown: z.literal(false),
    fieldKind: privateFieldKind,
    placeholder: z.string().regex(/^\{\{[A-Z_]+(_\d+)?\}\}$/),
  }),
]);
export type RecordedValue = z.infer<typeof recordedValue>;

export const modifier = z.enum(['Alt', 'Control', 'Meta', 'Shift']);

const common = {
  /** When the event happened, by the page's own monotonic clock. */
  at: epochMs,
  /** False for events that a program made. */
  isTrusted: z.boolean(),
};

export const click = z.strictObject({
  type: z.literal('click'),
  ...common,
  point,
  button: z.enum(['left', 'middle', 'right', 'back', 'forward']),
  /** 2 for the second click of a double click, and so on. */
  count: z.int().min(0).max(20),
  modifiers: z.array(modifier),
});

/** Typing into one field, merged from its first keystroke until the field is left or something else happens. */
export const input = z.strictObject({
  type: z.literal('input'),
  ...common,
  value: recordedValue,
  /** How the value came in: typed, pasted, dropped, or filled in by the browser. */
  means: z.enum(['typed', 'pasted', 'dropped', 'autofilled', 'composed', 'deleted', 'other']),
  keystrokes: z.int().min(0),
  /** When the last keystroke of it happened. */
  endedAt: epochMs,
});

/** A choice made in a checkbox, radio button, slider, date field or the like. */
export const change = z.strictObject({
  type: z.literal('change'),
  ...common,
  value: recordedValue,
  checked: z.boolean().nullable(),
});

/** A choice made in a `<select>`, or in a list box of the page's own making (then the option is the target). */
export const select = z.strictObject({ type: z.literal('select'), ...common, values: z.array(recordedValue).max(100) });

export const submit = z.strictObject({
  type: z.literal('submit'),
  ...common,
  method: z.enum(['get', 'post', 'dialog']),
  fieldCount: z.int().min(0),
});

/** A key that does something by itself: Enter, Escape, Tab, arrows, shortcuts. Never a key that types a character. */
export const key = z.strictObject({
  type: z.literal('key'),
  ...common,
  key: z.string().min(1).max(40),
  modifiers: z.array(modifier),
});

export const scroll = z.strictObject({
  type: z.literal('scroll'),
  ...common,
  /** `page`, or the element that scrolled (then it is the target of the locators). */
  container: z.enum(['page', 'element']),
  from: point,
  to: point,
  endedAt: epochMs,
});

export const navigation = z.strictObject({
  type: z.literal('navigation'),
  ...common,
  fromUrl: z.string().max(limits.maxUrl).nullable(),
  toUrl: z.string().max(limits.maxUrl),
  /** `document`: a new page was loaded. `same-document`: a single-page route or a fragment. */
  scope: z.enum(['document', 'same-document']),
  /** `typed` stands for every address that the participant gave without a page: typed, pasted, from a start page. */
  cause: z.enum(['link', 'form', 'typed', 'bookmark', 'back-forward', 'reload', 'script', 'restored', 'unknown']),
});

/** The pointer rested on something that can be acted on, for a second or longer, without pressing it. */
export const hover = z.strictObject({ type: z.literal('hover'), ...common, point, endedAt: epochMs });

/** How much was copied or pasted, in characters: `short` up to 20, `line` to 100, `passage` to 1,000, then `long`. */
export const textLength = z.enum(['none', 'short', 'line', 'passage', 'long']);
export type TextLength = z.infer<typeof textLength>;

/** Something was copied or cut out. The text itself is never recorded, here as in `paste`. */
export const copy = z.strictObject({
  type: z.literal('copy'),
  ...common,
  way: z.enum(['copied', 'cut']),
  content: z.enum(['text', 'other']),
  /** Null where it was in a private field, and so was not looked at. */
  length: textLength.nullable(),
});

export const paste = z.strictObject({
  type: z.literal('paste'),
  ...common,
  content: z.enum(['text', 'files', 'other']),
  /** Null where it was meant for a private field, and so was not looked at. */
  length: textLength.nullable(),
});

/** Something was taken and let go elsewhere. The target of the locators is what was taken. */
export const drag = z.strictObject({
  type: z.literal('drag'),
  ...common,
  /** `native`: the browser's drag and drop. `pointer`: the page follows the pointer itself. */
  means: z.enum(['native', 'pointer']),
  from: point,
  to: point,
  /** Where it was let go; null outside of the page. */
  destination: target.nullable(),
  /** Whether the page took it; null where only the page knows. */
  dropped: z.boolean().nullable(),
  endedAt: epochMs,
});

/** Something that lies over the page came or went. Seen when the page was next read, and so a moment late. */
export const dialog = z.strictObject({
  type: z.literal('dialog'),
  ...common,
  change: z.enum(['opened', 'closed']),
  kind: z.enum(['modal', 'drawer', 'toast', 'cookie-banner', 'other']),
  /** Masked; empty where it has none. */
  name: z.string().max(limits.maxText),
});

/** What happened to the tab itself, as the browser tells it. */
export const tab = z.strictObject({
  type: z.literal('tab'),
  ...common,
  /** `focused`: its window came to the front, with the tab in it. */
  change: z.enum(['opened', 'activated', 'closed', 'focused']),
  /** The tab from which it was opened. */
  openerTabId: z.int().nullable(),
  windowId: z.int().nullable(),
  /** Masked; null where the tab had no web address. */
  url: z.string().max(limits.maxUrl).nullable(),
});

/** The first of the six groups: what was done, when and how (R8.8). */
export const action = z.discriminatedUnion('type', [
  click,
  input,
  change,
  select,
  submit,
  key,
  scroll,
  navigation,
  hover,
  copy,
  paste,
  drag,
  dialog,
  tab,
]);
export type Action = z.infer<typeof action>;
export type ActionType = Action['type'];
export type ActionOf<Type extends ActionType> = Extract<Action, { type: Type }>;
