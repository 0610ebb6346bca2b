import type { z } from 'zod';
import { findKnown, type KnownTerms } from './find-known.ts';
import { maskUrl } from './mask-url.ts';
import { replaceSpans } from './replace-spans.ts';

const URL_START = /^https?:\/\/\S+$/;

/** A text without what is known of the participant; an address as one. Masking twice changes nothing. */
export function maskKnown(text: string, known: KnownTerms): string {
  if (URL_START.test(text)) return findKnown(text, known).length === 0 ? text : maskUrl(text, known);
  return replaceSpans(text, findKnown(withoutPlaceholders(text), known));
}

/** Placeholders are blanked, in their length: the word NAME in one is nobody's name. */
function withoutPlaceholders(text: string): string {
  return text.includes('{{') ? text.replaceAll(/\{\{[A-Z_]+(?:_\d+)?\}\}/g, (found) => '·'.repeat(found.length)) : text;
}

/**
 * A value of the schema with every free text in it masked. What the schema ties to a form (identifiers, choices, hashes)
 * says nothing of anybody and is left alone; a text that grows beyond its limit is cut.
 */
export function maskKnownIn<Schema extends z.ZodType>(
  schema: Schema,
  value: z.infer<Schema>,
  known: KnownTerms,
): z.infer<Schema> {
  return mapTexts(schema, value, (text) => maskKnown(text, known));
}

/** A value of the schema with every free text in it changed. */
export function mapTexts<Schema extends z.ZodType>(
  schema: Schema,
  value: z.infer<Schema>,
  change: (text: string) => string,
): z.infer<Schema> {
  return walk(schema, value, change) as z.infer<Schema>; // of the same shape
}

/** The free texts of a value, in order. */
export function textsIn(schema: z.ZodType, value: unknown): Set<string> {
  const texts = new Set<string>();
  walk(schema, value, (text) => {
    texts.add(text);
    return text;
  });
  return texts;
}

/** What zod tells of a schema to those who walk over it. */
type Described = {
  def: {
    type: string;
    shape?: Readonly<Record<string, Described>>;
    element?: Described;
    innerType?: Described;
    valueType?: Described;
    options?: readonly Described[];
    in?: Described;
  };
  /** Of strings: a form that the value has to have, `uuid` or `regex`, and how long it may be. */
  format?: string | null;
  maxLength?: number | null;
  safeParse(value: unknown): { success: boolean };
};

function walk(schema: Described, value: unknown, mask: (text: string) => string): unknown {
  const { def } = schema;
  if (typeof value === 'string') return maskString(schema, value, mask);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const element = memberOf(schema, value)?.def.element;
    return element === undefined ? value : value.map((one) => walk(element, one, mask));
  }
  const member = memberOf(schema, value)?.def ?? def;
  const inner = (key: string): Described | undefined => member.shape?.[key] ?? member.valueType;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const its = inner(key);
      return [key, its === undefined ? one : walk(its, one, mask)];
    }),
  );
}

/** The schema that the value is of, out of its wrappings and its alternatives. */
function memberOf(schema: Described, value: unknown): Described | undefined {
  const { innerType, options, in: before } = schema.def;
  if (options !== undefined) {
    const member = options.find((option) => option.safeParse(value).success);
    return member && memberOf(member, value);
  }
  const wrapped = innerType ?? before;
  return wrapped === undefined ? schema : memberOf(wrapped, value);
}

function maskString(schema: Described, value: string, mask: (text: string) => string): string {
  const member = memberOf(schema, value);
  if (member?.def.type !== 'string' || (member.format ?? null) !== null) return value;
  return mask(value).slice(0, member.maxLength ?? undefined);
}
