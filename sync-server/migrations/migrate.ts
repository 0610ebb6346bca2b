import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from '../database.ts';
import { initial } from './0001-initial.ts';
import { rights } from './0002-rights.ts';
import { rejoining } from './0003-rejoining.ts';
import { storage } from './0004-storage.ts';
import { disaster } from './0005-disaster.ts';

/** All of them, oldest first. One that has been released is never changed. */
const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-rights': rights,
  '0003-rejoining': rejoining,
  '0004-storage': storage,
  '0005-disaster': disaster,
};

/**
 * Brings the database to today's schema; harmless when it is there, and when several processes do it at once. One that
 * a later release has brought further is left so: while a release is rolled out both run on it, and after it was rolled
 * back the earlier one alone. A migration therefore only adds, as CONTRIBUTING.md says.
 */
export async function migrate(database: Database): Promise<void> {
  const all = { ...migrations, ...(await laterOnes(database)) };
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(all) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** What a later release has done to this database, by name: nothing is left to do. Kysely refuses what it cannot name. */
async function laterOnes(database: Database): Promise<Record<string, Migration>> {
  const { rows: tables } = await sql<{ found: string | null }>`
    select to_regclass('kysely_migration')::text as found
  `.execute(database);
  if (tables[0]?.found == null) return {};
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  const latest = Object.keys(migrations).sort().at(-1) ?? '';
  const isLater = ({ name }: { name: string }) => name > latest;
  return Object.fromEntries(rows.filter(isLater).map(({ name }) => [name, { up: () => Promise.resolve() }]));
}
