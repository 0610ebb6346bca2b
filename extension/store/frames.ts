import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Database, FrameRow, PictureRow } from './database.ts';

/** Commits one attempt to take a picture; nothing of a session that was discarded or sealed meanwhile. */
export async function addFrame(database: Database, frame: FrameRow): Promise<void> {
  const { sessions, frames } = database;
  await database.transaction('rw', sessions, frames, async () => {
    if (await isOpen(database, frame.sessionId)) await frames.add(frame);
  });
}

/** Commits a picture, once, however often it is shown; nothing of a session that was discarded or sealed meanwhile. */
export async function putPicture(database: Database, picture: PictureRow): Promise<void> {
  const { sessions, pictures } = database;
  await database.transaction('rw', sessions, pictures, async () => {
    if (await isOpen(database, picture.sessionId)) await pictures.put(picture);
  });
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
