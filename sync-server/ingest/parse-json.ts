import type { z } from 'zod';
import { archiveInvalid } from './archive-invalid.ts';

/** As `JSON.stringify` writes NUL and halves of surrogate pairs; PostgreSQL can keep neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** `text` as JSON of this shape. `where` names it in the refusal. Throws ARCHIVE_INVALID. */
export function parseJson<Shape extends z.ZodType>(text: string, shape: Shape, where: string): z.infer<Shape> {
  return checkShape(readJson(text, where), shape, where);
}

/** The value, which has this shape. Throws ARCHIVE_INVALID. */
export function checkShape<Shape extends z.ZodType>(value: unknown, shape: Shape, where: string): z.infer<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw archiveInvalid(`${where} is not as it should be${path === '' ? '' : ` at ${path}`}: ${issue?.message}`);
}

/** Any JSON value that can be stored. Throws ARCHIVE_INVALID. */
export function readJson(text: string, where: string): unknown {
  let unstorable = false;
  let value: unknown;
  try {
    value = JSON.parse(text);
    // Only an escape can bring in what strict UTF-8 cannot hold. Too deep a value makes this throw, as it should.
    unstorable = text.includes('\\u') && UNSTORABLE.test(JSON.stringify(value));
  } catch (cause) {
    throw archiveInvalid(`${where} is not JSON that can be read`, cause);
  }
  if (unstorable || text.includes('\0')) throw archiveInvalid(`${where} has characters that no text may have`);
  return value;
}
