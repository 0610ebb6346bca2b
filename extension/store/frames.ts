import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Database, FrameRow } from './database.ts';

/** Commits one attempt to take a picture. */
export async function addFrame(database: Database, frame: FrameRow): Promise<void> {
  await database.frames.add(frame);
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
