import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { Database, Tables } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import { lockFolder } from './folder-lock.ts';

/** A database of either kind, with today's schema. `engine` is for the job queue, which brings its own SQL. */
export type OpenedDatabase = {
  database: Database;
  engine: { kind: 'embedded'; pglite: PGlite } | { kind: 'server'; url: string };
  close(): Promise<void>;
};

// int8 would come as a string; all of ours (moments, sizes, counts) are far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

/** PostgreSQL at `url`, or the embedded one in `dataDir`, which this process then has for itself (FolderInUse). */
export function openDatabase(options: { url: string | undefined; dataDir: string }): Promise<OpenedDatabase> {
  return options.url === undefined ? openEmbedded(options.dataDir) : openServer(options.url);
}

async function openServer(url: string): Promise<OpenedDatabase> {
  const pool = new Pool({ connectionString: url, max: 10, application_name: 'codesight' });
  // An idle connection that breaks is replaced by the pool; without a listener the error would end the process.
  pool.on('error', () => undefined);
  // The same for one that is in use, between two statements of a transaction: the next one fails and is told.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = () => database.destroy();
  try {
    await migrate(database);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, engine: { kind: 'server', url }, close };
}

async function openEmbedded(dataDir: string): Promise<OpenedDatabase> {
  await mkdir(dataDir, { recursive: true });
  const folder = join(dataDir, 'database');
  const unlock = await lockFolder(folder);
  try {
    // 28 MB of WASM that a server on PostgreSQL never needs.
    const { PGlite } = await import('@electric-sql/pglite');
    const pglite = await PGlite.create(join(folder, 'pglite'), { parsers: { [types.builtins.INT8]: Number } });
    const opened = await onPglite(pglite);
    return {
      ...opened,
      close: async () => {
        await opened.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The same on a PGlite that is already there. Inside a transaction only the transaction may be used: all else waits. */
export async function onPglite(pglite: PGlite): Promise<OpenedDatabase> {
  const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(database);
  return { database, engine: { kind: 'embedded', pglite }, close: () => database.destroy() };
}
