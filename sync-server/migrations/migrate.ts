import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from '../database.ts';
import { initial } from './0001-initial.ts';
import { rights } from './0002-rights.ts';
import { rejoining } from './0003-rejoining.ts';
import { storage } from './0004-storage.ts';

/** All of them, oldest first. One that has been released is never changed. */
const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-rights': rights,
  '0003-rejoining': rejoining,
  '0004-storage': storage,
};

/** Brings the database to today's schema; harmless when it is there, and when several processes do it at once. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
