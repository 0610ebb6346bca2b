/** As `JSON.stringify` writes NUL and halves of surrogate pairs. Finding too many is harmless. */
const SUSPECT = /\\u(?:0000|d[89a-f])/;

/**
 * The same JSON value with U+FFFD in place of NUL and of halves of surrogate pairs: pages can hold both (a text cut in
 * the middle of an emoji is enough), and neither UTF-8 nor PostgreSQL can. Lengths stay, so that limits still hold.
 */
export function storable<Value>(value: Value): Value {
  if (!SUSPECT.test(JSON.stringify(value))) return value;
  return cleaned(value) as Value; // only the characters of strings differ
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed();
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleaned(key), cleaned(inner)]));
}
