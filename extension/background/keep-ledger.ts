import { readStored, writeStored, writeStoredTogether } from '../browser/stored.ts';
import type { Database } from '../store/database.ts';
import { findUnsentIds } from '../store/rights.ts';
import { inTurn } from './in-turn.ts';
import { reportError } from './report-error.ts';

// One after the other: between looking at the one place and at the other nothing may be removed.
const afterLast = inTurn();

/**
 * Which sessions have to be in the store, since no server has them: kept outside of it, so that it is noticed when the
 * browser or somebody else has thrown the store away.
 */
export const ledger = {
  /** Compares it with the store, keeps how many sessions are gone that nobody removed here, and goes on from what there is. */
  look: (database: Database): Promise<void> => afterLast(() => look(database)),
  /** Sessions are about to be removed by `work`, as the participant wants it; undefined stands for all of them. */
  removing: (sessionIds: readonly string[] | undefined, work: () => Promise<void>): Promise<void> =>
    afterLast(async () => {
      // Before the removal: killed in between, the next look finds them again. On a full disk it is the removal that makes
      // room: better a removal that is told as a loss than none.
      await strike(sessionIds).catch((error: unknown) => reportError('note what is removed', error));
      await work();
    }),
};

async function strike(sessionIds: readonly string[] | undefined): Promise<void> {
  const kept = (await readStored('unsentSessions')).filter((id) => sessionIds?.includes(id) === false);
  await writeStored('unsentSessions', kept);
}

async function look(database: Database): Promise<void> {
  const expected = await readStored('unsentSessions');
  const there = new Set(await database.sessions.toCollection().primaryKeys());
  for (const id of await database.archives.toCollection().primaryKeys()) there.add(id);
  const count = expected.filter((id) => !there.has(id)).length;
  const unsent = await findUnsentIds(database);
  if (count > 0) {
    const before = await readStored('lostSessions');
    const lostSessions = { count: count + (before?.count ?? 0), at: Date.now() };
    await writeStoredTogether({ unsentSessions: unsent, lostSessions });
  } else if (unsent.join() !== expected.join()) await writeStored('unsentSessions', unsent);
}
