import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onEachDatabase } from '../adapters/on-each-database.ts';
import { initial } from './0001-initial.ts';
import { rights } from './0002-rights.ts';
import { rejoining } from './0003-rejoining.ts';
import { storage } from './0004-storage.ts';
import { migrate } from './migrate.ts';
import { disaster } from './0005-disaster.ts';

onEachDatabase('migrations', (opened) => {
  test('R5.7: what was stored under the first schema is all there under the latest, with its consents as a history', async () => {
    const { database } = opened();
    // In a schema of its own, within a transaction: what it sets is gone with it.
    await database.transaction().execute(async (transaction) => {
      await sql`create schema earlier`.execute(transaction);
      await sql`set local search_path to earlier`.execute(transaction);
      await initial.up(transaction);
      const [keeps, left] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
      const consent = JSON.stringify({
        version: '2026-01-01',
        textSha256: 'a'.repeat(64),
        language: 'en',
        grantedAt: 5.5,
        purposes: ['recording', 'training'],
      });
      await sql`insert into participants values (${keeps}, 10, ${consent}, null), (${left}, 10, ${consent}, 20)`.execute(
        transaction,
      );
      await sql`
        insert into sessions values (${keeps}, 'human', ${keeps}, null, '2026-01-01', 1, 2, 'a', '[]', 1, 1, 1, 1, 0.9,
          'accepted', true, '1', '{}', '{}')
      `.execute(transaction);
      await rights.up(transaction);
      const { rows: sessions } = await sql`select verdict, screening, findings from sessions`.execute(transaction);
      // Nobody has looked at it yet: the job does.
      expect(sessions).toEqual([{ verdict: 'accepted', screening: 'unscanned', findings: [] }]);
      const { rows: history } = await sql`
        select participant_id, at, act, purposes from consents order by participant_id, id
      `.execute(transaction);
      expect(history).toEqual([
        { participant_id: keeps, at: 10, act: 'given', purposes: ['recording', 'training'] },
        { participant_id: left, at: 10, act: 'given', purposes: ['recording', 'training'] },
        { participant_id: left, at: 20, act: 'withdrawn', purposes: ['recording', 'training', 'audio'] },
      ]);
      await sql`
        insert into archives values (${keeps}, ${'b'.repeat(64)}, 700, 1772323200000, 'archives/2026-03/one.zip',
          '{"session":{"sites":["shop.test"],"verdict":"accepted"}}')
      `.execute(transaction);
      await rejoining.up(transaction);
      await storage.up(transaction);
      const { rows: archives } = await sql`select tier, read_at, ready_at from archives`.execute(transaction);
      expect(archives).toEqual([{ tier: 'hot', read_at: null, ready_at: null }]);
      // Sums of what was there before, and what becomes of it from now on.
      await sql`update archives set tier = 'cold'`.execute(transaction);
      const { rows: totals } = await sql`
        select tier, to_char(month, 'YYYY-MM') as month, site, archives, bytes from tier_totals order by tier
      `.execute(transaction);
      const common = { month: '2026-03', site: 'shop.test' };
      expect(totals).toEqual([
        { tier: 'cold', ...common, archives: 1, bytes: 700 },
        { tier: 'hot', ...common, archives: 0, bytes: 0 },
      ]);
      await sql`insert into pending_objects values ('archives/2026-03/two.zip', 30)`.execute(transaction);
      await disaster.up(transaction);
      const { rows: marks } = await sql`select * from pending_objects`.execute(transaction);
      expect(marks).toEqual([{ object_key: 'archives/2026-03/two.zip', begun_at: 30, participant_id: null }]);
      await sql`drop schema earlier cascade`.execute(transaction);
    });
  });

  test('R12.5: a server of an earlier release starts on what a later one has added to, and one that is not ours is told', async () => {
    const { database } = opened();
    const applied = (name: string) =>
      sql`insert into kysely_migration (name, timestamp) values (${name}, '2027-01-01T00:00:00Z')`.execute(database);
    const remove = (name: string) => sql`delete from kysely_migration where name = ${name}`.execute(database);
    await applied('9998-of-a-later-release');
    await migrate(database);
    await migrate(database);
    await remove('9998-of-a-later-release');

    await applied('0000-of-somebody-else');
    await expect(migrate(database)).rejects.toThrow('0000-of-somebody-else');
    await remove('0000-of-somebody-else');
    await migrate(database);
  });
});
