import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../migrations/migrate.ts';
import { onEachDatabase } from './on-each-database.ts';

onEachDatabase('the database', (opened) => {
  test('counts and sizes are numbers', async () => {
    const { rows } = await sql<{ count: unknown; large: unknown }>`
      select count(*) as count, 5000000000::bigint as large from tokens
    `.execute(opened().database);
    expect(rows).toEqual([{ count: 0, large: 5_000_000_000 }]);
  });

  test('migrating twice changes nothing', async () => {
    await migrate(opened().database);
    await migrate(opened().database);
  });

  test('a query beside an open transaction waits and does not see inside it', async () => {
    const { database } = opened();
    const row = { object_key: 'a', begun_at: 1 };
    let beside: Promise<unknown[]> | undefined;
    await expect(
      database.transaction().execute(async (transaction) => {
        await transaction.insertInto('pending_objects').values(row).execute();
        beside = database.selectFrom('pending_objects').selectAll().execute();
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await beside).toEqual([]);
  });

  test('the audit log can be added to, and neither changed nor cut', async () => {
    const { database } = opened();
    const entry = { at: 1, actor: 'system', act: 'tested', subject: 'log', details: JSON.stringify({}) };
    await database.insertInto('audit_log').values(entry).execute();
    await expect(database.updateTable('audit_log').set({ act: 'other' }).execute()).rejects.toThrow('only grows');
    await expect(database.deleteFrom('audit_log').execute()).rejects.toThrow('only grows');
    // Triggers on rows do not see these.
    for (const table of ['audit_log', 'consents', 'participants']) {
      const empty = sql`truncate ${sql.table(table)} cascade`.execute(database);
      await expect(empty).rejects.toThrow('only grows');
    }
  });
});
