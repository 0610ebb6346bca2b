import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import type { Database, Tables } from '../database.ts';
import { backupTables, schemaOf } from './backup-tables.ts';

export const BACKUP_VERSION = 1;
/** Rows; a long session's manifest has a megabyte. */
const AT_A_TIME = 50;

/**
 * Writes all rows of one moment to `path`: gzip over lines, which are a header, `<table> <row as JSON>`, and at the end
 * the sums. PostgreSQL writes and reads the rows itself, so that no figure is rounded, and the embedded database's fit a
 * server's. While it is written, PostgreSQL goes on with everything; the embedded database has everybody wait. A signal
 * breaks it off.
 */
export async function writeBackup(
  database: Database,
  path: string,
  at: number,
  signal?: AbortSignal,
): Promise<{ rows: Record<string, number> }> {
  const rows: Record<string, number> = {};
  await database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
      await pipeline(linesOf(transaction, rows, at), createGzip(), target, { signal });
    });
  return { rows };
}

async function* linesOf(
  transaction: Transaction<Tables>,
  rows: Record<string, number>,
  at: number,
): AsyncGenerator<string> {
  const header = { backup: 'codesight', version: BACKUP_VERSION, schema: await schemaOf(transaction), at };
  yield `${JSON.stringify(header)}\n`;
  for (const table of backupTables) {
    rows[table] = 0;
    await sql`
      declare backed_up no scroll cursor for select row_to_json(one)::text as row from ${sql.table(table)} as one
    `.execute(transaction);
    for (;;) {
      const page = await sql<{ row: string }>`fetch ${sql.lit(AT_A_TIME)} from backed_up`.execute(transaction);
      if (page.rows.length === 0) break;
      rows[table] += page.rows.length;
      yield page.rows.map(({ row }) => `${table} ${row}\n`).join('');
    }
    await sql`close backed_up`.execute(transaction);
  }
  yield `${JSON.stringify({ rows })}\n`;
}
