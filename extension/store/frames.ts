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

/** The tab's last attempt at a picture; undefined before the first. */
export async function findLastFrame(
  database: Database,
  { sessionId, tabId }: { sessionId: string; tabId: number },
): Promise<FrameRow | undefined> {
  return database.frames
    .where('[sessionId+at]')
    .between([sessionId, 0], [sessionId, Infinity])
    .reverse()
    .filter((frame) => frame.tabId === tabId)
    .first();
}

/**
 * Whether the last picture of the tab shows the page in this very state, so that another one would show the same. One
 * from while the page was loading does not count: its last images may have come since.
 */
export async function isPictured(
  database: Database,
  { pageId, domEpoch, ...tab }: { sessionId: string; tabId: number; pageId: string; domEpoch: number },
): Promise<boolean> {
  const last = await findLastFrame(database, tab);
  if (last === undefined || isAbsent(last.frame) || last.occasion === 'loading') return false;
  return last.page?.pageId === pageId && last.page.domEpoch === domEpoch;
}

/** Whether this attempt shows nothing while the tab's last one did show something, so that another look is worth it. */
export async function isBlankAtFirst(database: Database, row: FrameRow): Promise<boolean> {
  if (isAbsent(row.frame) || !row.frame.blank) return false;
  const last = await findLastFrame(database, row);
  return last === undefined || isAbsent(last.frame) || !last.frame.blank || last.page?.pageId !== row.page?.pageId;
}

/** What became of the last attempts at a picture of a tab, newest first. */
export async function findLastFrames(
  database: Database,
  { sessionId, tabId, count }: { sessionId: string; tabId: number; count: number },
): Promise<FrameRow['frame'][]> {
  const rows = await database.frames
    .where('[sessionId+at]')
    .between([sessionId, 0], [sessionId, Infinity])
    .reverse()
    .filter((frame) => frame.tabId === tabId)
    .limit(count)
    .toArray();
  return rows.map(({ frame }) => frame);
}
