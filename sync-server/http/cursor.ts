import { z } from '@hono/zod-openapi';
import { sql, type SelectQueryBuilder } from 'kysely';
import { KnownError } from '../../shared/errors.ts';

/** Where a page ended: the moment and the id of its last row. Lists are sorted by both, newest first. */
export type Cursor = { at: number; id: string };

const position = z.tuple([z.number(), z.string().max(100)]);

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
});

/** What a list reads for a page: one row more than it shows, from just after a cursor on. */
export type Span = { limit: number; after: Cursor | undefined };

function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** Throws INVALID_REQUEST when it is not one of ours. */
function decodeCursor(text: string): Cursor {
  try {
    const [at, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at, id };
  } catch (cause) {
    throw new KnownError('INVALID_REQUEST', 'cursor: is not the nextCursor of an earlier page', { cause });
  }
}

/**
 * One page of a list. `read` gives the rows of a span, `cursorOf` says where a row stands.
 * @throws KnownError INVALID_REQUEST when the cursor is not one of ours.
 */
export async function readPage<Row>(
  { limit, cursor }: z.infer<typeof pageQuery>,
  read: (span: Span) => Promise<Row[]>,
  cursorOf: (row: Row) => Cursor,
): Promise<{ items: Row[]; nextCursor: string | null }> {
  const rows = await read({ limit: limit + 1, after: cursor === undefined ? undefined : decodeCursor(cursor) });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}

/** Walks an index on `at` and `id` backwards through a span: a page costs the same wherever it is. */
export function newestFirst<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  columns: { at: string; id: string },
  { limit, after }: Span,
): SelectQueryBuilder<DB, TB, Row> {
  const [at, id] = [sql.ref(columns.at), sql.ref(columns.id)];
  const sorted = query.orderBy(at, 'desc').orderBy(id, 'desc').limit(limit);
  return after === undefined ? sorted : sorted.where(sql<boolean>`(${at}, ${id}) < (${after.at}, ${after.id})`);
}
