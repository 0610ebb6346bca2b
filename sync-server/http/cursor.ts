import { z } from '@hono/zod-openapi';
import { KnownError } from '../../shared/errors.ts';

/** Where a page ended: the moment and the id of its last row. Lists are sorted by both, newest first. */
export type Cursor = { at: number; id: string };

const position = z.tuple([z.number(), z.string().max(100)]);

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
});

export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** Throws INVALID_REQUEST when it is not one of ours. */
export function decodeCursor(text: string): Cursor {
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at, id };
  } catch (cause) {
    throw new KnownError('INVALID_REQUEST', 'cursor: is not the nextCursor of an earlier page', { cause });
  }
}

/** Cuts `rows`, read with one more than `limit`, into a page. */
export function toPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => Cursor) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}
