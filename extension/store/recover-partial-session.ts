import type { Database } from './database.ts';
import { planRecovery, type Silence } from './plan-recovery.ts';
import { recordingTables, removeRecording } from './sessions.ts';
import { tellLostPictures } from './tell-lost-pictures.ts';

/**
 * Brings a session that was left in any state, by a browser that was killed anywhere, to one with which every stage can
 * go on: see `planRecovery`; frames whose pictures are not there say so, so that it can be sealed all the same. One
 * transaction; doing it again changes nothing but the end of the gap. Pages keep what the service worker did not
 * acknowledge, so that only the browser's own end makes a gap: `silence` is null where just the worker had stopped.
 */
export async function recoverPartialSession(
  database: Database,
  sessionId: string,
  silence: Silence | null,
): Promise<void> {
  const { sessions, archives, interactions, frames } = database;
  await database.transaction('rw', [sessions, archives, ...recordingTables(database)], async () => {
    const session = await sessions.get(sessionId);
    if (session === undefined) return;
    const counts = await Promise.all(recordingTables(database).map((table) => table.where({ sessionId }).count()));
    const range = [
      [sessionId, 0],
      [sessionId, Infinity],
    ] as const;
    const [deeds, shots] = await Promise.all(
      [interactions, frames].map((table) =>
        table
          .where('[sessionId+at]')
          .between(...range)
          .keys(),
      ),
    );
    const moments = [...(deeds ?? []), ...(shots ?? [])] as unknown as [string, number][]; // keys of that index
    const recovery = planRecovery({
      session,
      archive: await archives.get(sessionId),
      isRecorded: counts.some((count) => count > 0),
      moments: moments.map(([, at]) => at),
      silence,
    });
    if (JSON.stringify(recovery.session) !== JSON.stringify(session)) await sessions.put(recovery.session);
    if (recovery.removeRecording) await removeRecording(database, sessionId);
    else if (recovery.session.phase !== 'sealed') await tellLostPictures(database, sessionId);
  });
}

/** Removes what is of no session any more: one that was discarded must be gone. Archives stay: they can still be sent. */
export async function removeOrphans(database: Database): Promise<void> {
  const tables = recordingTables(database);
  await database.transaction('rw', [database.sessions, ...tables], async () => {
    const known = new Set<unknown>(await database.sessions.toCollection().primaryKeys());
    for (const table of tables) {
      const ids = await table.orderBy('sessionId').uniqueKeys();
      const orphans = ids.filter((id) => !known.has(id));
      if (orphans.length > 0) await table.where('sessionId').anyOf(orphans).delete();
    }
  });
}
