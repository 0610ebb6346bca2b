import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Database, DeltaRow, FrameRow, KnownRow, PictureRow } from './database.ts';

/** Commits one attempt to take a picture; nothing of a session that was discarded or sealed meanwhile. */
export async function addFrame(database: Database, frame: FrameRow): Promise<void> {
  const { sessions, frames } = database;
  await database.transaction('rw', sessions, frames, async () => {
    if (await isOpen(database, frame.sessionId)) await frames.add(frame);
  });
}

/**
 * Commits what a frame is made of, all at once, and what the tab's next one may repeat; nothing of a session that was
 * discarded or sealed meanwhile.
 */
export async function putEncoded(
  database: Database,
  { pictures, deltas, known }: { pictures: PictureRow[]; deltas: DeltaRow[]; known: KnownRow },
): Promise<void> {
  const { sessions } = database;
  await database.transaction('rw', [sessions, database.pictures, database.deltas, database.known], async () => {
    if (!(await isOpen(database, known.sessionId))) return;
    await database.pictures.bulkPut(pictures);
    await database.deltas.bulkPut(deltas);
    await database.known.put(known);
  });
}

/** What a picture of the tab may repeat: nothing before the first. */
export async function findKnown(database: Database, sessionId: string, tabId: number): Promise<KnownRow['frames']> {
  return (await database.known.get([sessionId, tabId]))?.frames ?? [];
}

async function isOpen({ sessions }: Database, sessionId: string): Promise<boolean> {
  const session = await sessions.get(sessionId);
  return session !== undefined && session.phase !== 'sealed';
}

/** Whether the last picture of the tab shows the page in this very state, so that another one would show the same. */
export async function isPictured(
  database: Database,
  { sessionId, tabId, pageId, domEpoch }: { sessionId: string; tabId: number; pageId: string; domEpoch: number },
): Promise<boolean> {
  const last = await database.frames
    .where('[sessionId+at]')
    .between([sessionId, 0], [sessionId, Infinity])
    .reverse()
    .filter((frame) => frame.tabId === tabId)
    .first();
  return last !== undefined && !isAbsent(last.frame) && last.page?.pageId === pageId && last.page.domEpoch === domEpoch;
}
