import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { types } from 'pg';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type OpenedDatabase, onPglite, openDatabase } from './postgres.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

/**
 * Runs a suite twice: on the embedded database and on a real PostgreSQL. `opened()` is the migrated database, emptied
 * before each test.
 */
export function onEachDatabase(title: string, suite: (opened: () => OpenedDatabase) => void): void {
  for (const [engine, open] of [
    ['PGlite', openPglite],
    ['PostgreSQL', openPostgres],
  ] as const) {
    describe(`${title}, on ${engine}`, () => {
      let opened: OpenedDatabase | undefined;
      const current = () => {
        if (opened === undefined) throw new Error('the database is open inside tests only');
        return opened;
      };
      beforeAll(async () => {
        opened = await open();
      });
      beforeEach(() => emptyDatabase(current()));
      afterAll(() => opened?.close());
      suite(current);
    });
  }
}

/** Every table but the migrations' own, also those that only grow: whoever owns them can switch their triggers off. */
export async function emptyDatabase({ database }: OpenedDatabase): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'
  `.execute(database);
  const growing = [sql.table('audit_log'), sql.table('consents')];
  for (const table of growing) await sql`alter table ${table} disable trigger user`.execute(database);
  await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))} restart identity cascade`.execute(database);
  for (const table of growing) await sql`alter table ${table} enable trigger user`.execute(database);
}

async function openPostgres(): Promise<OpenedDatabase> {
  const server = await startTemporaryPostgres();
  const opened = await openDatabase({ url: server.url, dataDir: tmpdir() });
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await server.stop();
    },
  };
}

/**
 * A migrated PGlite in memory. Making one from nothing takes seconds, so that the first one leaves a snapshot in the
 * system's temporary folder, named after everything that it depends on.
 */
export async function openPglite(): Promise<OpenedDatabase> {
  const parsers = { [types.builtins.INT8]: Number };
  const snapshot = await snapshotPath();
  if (existsSync(snapshot)) {
    const loadDataDir = new Blob([await readFile(snapshot)]);
    return onPglite(await PGlite.create({ parsers, loadDataDir }));
  }
  const pglite = await PGlite.create({ parsers });
  const opened = await onPglite(pglite);
  const dump = await pglite.dumpDataDir('none');
  const partial = `${snapshot}.${process.pid}`;
  await writeFile(partial, Buffer.from(await dump.arrayBuffer()));
  await rename(partial, snapshot);
  return opened;
}

async function snapshotPath(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = (await readdir(join(import.meta.dirname, '../migrations'))).toSorted();
  const files = migrations.filter((name) => /^\d/.test(name)).map((name) => `../migrations/${name}`);
  for (const file of [...files, '../../node_modules/@electric-sql/pglite/package.json']) {
    hash.update(await readFile(join(import.meta.dirname, file)));
  }
  return join(tmpdir(), `codesight-pglite-${hash.digest('hex').slice(0, 16)}.tar`);
}
