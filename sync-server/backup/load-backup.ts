import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import { backupTables, type BackupTable, schemaOf } from './backup-tables.ts';
import { BACKUP_VERSION } from './write-backup.ts';

/** Rows; a long session's manifest has a megabyte. */
const AT_A_TIME = 50;

/** Why a backup is not loaded, in a sentence. Nothing of it is in the database then. */
export class BackupRefusal extends Error {
  override readonly name = 'BackupRefusal';
}

const header = z.object({ backup: z.literal('codesight'), version: z.int(), schema: z.string(), at: z.number() });
const footer = z.object({ rows: z.record(z.string(), z.int()) });

/**
 * Loads what writeBackup has written into an empty database of the same schema, all of it or nothing. Throws
 * BackupRefusal. What came after the backup is adopted from the store (storage/adopt-orphans.ts).
 */
export async function loadBackup(
  database: Database,
  path: string,
  now: number,
): Promise<{ madeAt: number; rows: Record<string, number> }> {
  return await database.transaction().execute(async (transaction) => {
    await requireEmpty(transaction);
    const loaded = await loadLines(transaction, linesOf(path));
    for (const table of ['consents', 'audit_log'] as const) await continueCounting(transaction, table);
    const details = { madeAt: loaded.madeAt };
    await recordAct(transaction, { at: now, actor: 'system', act: 'load-backup', subject: 'database', details });
    return loaded;
  });
}

async function requireEmpty(transaction: Transaction<Tables>): Promise<void> {
  for (const table of backupTables) {
    const row = await transaction
      .selectFrom(table)
      .select(sql<number>`1`.as('one'))
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) continue;
    throw new BackupRefusal(
      'There is something in this database already. A backup is put back into an empty one: move the folder ' +
        '`database` in DATA_DIR to another place, or set DATABASE_URL to a new database.',
    );
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const content = createReadStream(path).pipe(createGunzip());
  try {
    yield* createInterface({ input: content, crlfDelay: Infinity });
    if (content.errored !== null) throw content.errored;
  } catch (cause) {
    if (cause instanceof BackupRefusal || !isOfZlib(cause)) throw cause;
    throw new BackupRefusal('The file is not a whole backup: it is cut off or damaged.', { cause });
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

async function loadLines(
  transaction: Transaction<Tables>,
  lines: AsyncIterable<string>,
): Promise<{ madeAt: number; rows: Record<string, number> }> {
  const rows: Record<string, number> = Object.fromEntries(backupTables.map((table) => [table, 0]));
  let about: z.infer<typeof header> | undefined;
  let sums: z.infer<typeof footer> | undefined;
  let held: { table: BackupTable; rows: string[] } | undefined;
  const write = async () => {
    if (held === undefined) return;
    rows[held.table] = (rows[held.table] ?? 0) + held.rows.length;
    await insert(transaction, held.table, held.rows);
    held = undefined;
  };
  for await (const line of lines) {
    if (about === undefined) {
      about = await readHeader(transaction, line);
      continue;
    }
    if (line.startsWith('{')) {
      sums = footer.parse(JSON.parse(line));
      continue;
    }
    const { table, row } = splitLine(line);
    if (held !== undefined && (held.table !== table || held.rows.length === AT_A_TIME)) await write();
    held ??= { table, rows: [] };
    held.rows.push(row);
  }
  await write();
  const isWhole = sums !== undefined && backupTables.every((table) => sums?.rows[table] === rows[table]);
  if (about === undefined || !isWhole) throw new BackupRefusal('The file is not a whole backup: rows are missing.');
  return { madeAt: about.at, rows };
}

async function readHeader(transaction: Transaction<Tables>, line: string): Promise<z.infer<typeof header>> {
  const parsed = header.safeParse(line.startsWith('{"backup"') ? JSON.parse(line) : undefined);
  if (!parsed.success) throw new BackupRefusal('The file is not a backup of CodeSight.');
  const { version, schema } = parsed.data;
  const ours = await schemaOf(transaction);
  if (version === BACKUP_VERSION && schema === ours) return parsed.data;
  throw new BackupRefusal(
    `The backup was made with the schema ${schema} (form ${version}), and this version has ${ours} (form ` +
      `${BACKUP_VERSION}). Put it back with the version that made it, then update.`,
  );
}

function splitLine(line: string): { table: BackupTable; row: string } {
  const at = line.indexOf(' ');
  const table = backupTables.find((name) => name === line.slice(0, at));
  if (table === undefined) throw new BackupRefusal('The file is not a whole backup: a line of it is none of a table.');
  return { table, row: line.slice(at + 1) };
}

async function insert(transaction: Transaction<Tables>, table: BackupTable, rows: readonly string[]): Promise<void> {
  await sql`
    insert into ${sql.table(table)} overriding system value
    select * from json_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::json)
  `.execute(transaction);
}

/** Numbers that the database gives itself go on after the highest one. */
async function continueCounting(transaction: Transaction<Tables>, table: 'consents' | 'audit_log'): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), coalesce(max(id), 1), max(id) is not null)
    from ${sql.table(table)}
  `.execute(transaction);
}
