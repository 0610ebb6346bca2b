import type { ArchiveRow, Database } from './database.ts';
import { recordingTables } from './sessions.ts';

/** Sessions that the server has not accepted, the open one first: it goes before anything more can come into it. */
export async function findUnsent(database: Database): Promise<string[]> {
  const sessions = await database.sessions.toArray();
  const sent = new Set(await database.archives.where('state').anyOf('accepted', 'confirmed').primaryKeys());
  const isOpen = (phase: string): boolean => phase !== 'sealed';
  return sessions
    .filter(({ id }) => !sent.has(id))
    .toSorted((a, b) => Number(isOpen(b.phase)) - Number(isOpen(a.phase)))
    .map(({ id }) => id);
}

/** Ids of the same, in order. */
export async function findUnsentIds({ sessions, archives }: Database): Promise<string[]> {
  const open = await sessions.where('phase').notEqual('sealed').primaryKeys();
  const packed = await archives.where('state').anyOf('sealed', 'sending', 'held', 'kept').primaryKeys();
  return [...new Set([...open, ...packed])].toSorted();
}

/**
 * Keeps from being sent, for good, what was recorded under a consent that was given before `withdrawnAt`. What is packed
 * only later is found by calling it again.
 */
export async function keepWithdrawn(database: Database, withdrawnAt: number): Promise<void> {
  const { sessions, archives } = database;
  await database.transaction('rw', [sessions, archives], async () => {
    const unsent = await archives.where('state').anyOf('sealed', 'sending', 'held').primaryKeys();
    for (const session of await sessions.bulkGet(unsent)) {
      if (session === undefined || session.consent.grantedAt > withdrawnAt) continue;
      await archives.update(session.id, { state: 'kept', failure: null });
    }
  });
}

/** Removes every session and all that belongs to it, sent or not. */
export async function eraseDevice(database: Database): Promise<void> {
  const { sessions, archives } = database;
  const tables = [sessions, archives, ...recordingTables(database)];
  await database.transaction('rw', tables, async () => {
    for (const table of tables) await table.clear();
  });
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Archives about which the server had not decided, or had found something, when it was last asked before `askedBefore`. */
export async function findUndecided(
  database: Database,
  askedBefore: { unscanned: number; quarantined: number },
): Promise<ArchiveRow[]> {
  return await database.archives
    .where('state')
    .anyOf('accepted', 'confirmed')
    .filter(({ screening, screenedAt: toldAt = 0 }) => {
      // Asked in the future: the clock was set back since.
      const screenedAt = toldAt > askedBefore.unscanned + DAY_MS ? 0 : toldAt;
      if (screening === 'unscanned') return screenedAt < askedBefore.unscanned;
      return screening === 'quarantined' && screenedAt < askedBefore.quarantined;
    })
    .toArray();
}
