import { z } from 'zod';
import { point } from '../geometry.ts';
import { epochMs } from '../identifiers.ts';
import { limits } from '../limits.ts';

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

/** A choice made in a `<select>`. */
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
  cause: z.enum(['link', 'form', 'typed', 'back-forward', 'reload', 'script', 'restored', 'unknown']),
});

/** The first of the six groups: what was done, when and how (R8.8). */
export const action = z.discriminatedUnion('type', [click, input, change, select, submit, key, scroll, navigation]);
export type Action = z.infer<typeof action>;
export type ActionType = Action['type'];
export type ActionOf<Type extends ActionType> = Extract<Action, { type: Type }>;
