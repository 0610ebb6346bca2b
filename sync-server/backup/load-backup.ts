import { sql, type Transaction } from 'kysely';
import { recordAct } from '../audit/record-act.ts';
import type { Database, Tables } from '../database.ts';
import { type BackupTable, backupTables, schemaOf } from './backup-tables.ts';
import { BackupRefusal, readBackup } from './read-backup.ts';
import { BACKUP_VERSION } from './write-backup.ts';

/** Rows; a long session's manifest has a megabyte. */
const AT_A_TIME = 50;

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
    const loaded = await loadRows(transaction, path);
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

async function loadRows(
  transaction: Transaction<Tables>,
  path: string,
): Promise<{ madeAt: number; rows: Record<string, number> }> {
  const rows: Record<string, number> = Object.fromEntries(backupTables.map((table) => [table, 0]));
  let madeAt = 0;
  let held: { table: BackupTable; rows: string[] } | undefined;
  const write = async () => {
    if (held === undefined) return;
    rows[held.table] = (rows[held.table] ?? 0) + held.rows.length;
    await insert(transaction, held.table, held.rows);
    held = undefined;
  };
  for await (const line of readBackup(path)) {
    if (line.kind === 'header') {
      await requireSchema(transaction, line);
      madeAt = line.at;
      continue;
    }
    const table = findTable(line.table);
    if (held !== undefined && (held.table !== table || held.rows.length === AT_A_TIME)) await write();
    held ??= { table, rows: [] };
    held.rows.push(line.row);
  }
  await write();
  return { madeAt, rows };
}

async function requireSchema(
  transaction: Transaction<Tables>,
  { version, schema }: { version: number; schema: string },
): Promise<void> {
  const ours = await schemaOf(transaction);
  if (version === BACKUP_VERSION && schema === ours) return;
  throw new BackupRefusal(
    `The backup was made with the schema ${schema} (form ${version}), and this version has ${ours} (form ` +
      `${BACKUP_VERSION}). Put it back with the version that made it, then update.`,
  );
}

function findTable(name: string): BackupTable {
  const table = backupTables.find((one) => one === name);
  if (table === undefined) throw new BackupRefusal('The file is not a whole backup: a line of it is none of a table.');
  return table;
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
