import { readStored, writeStored } from '../browser/stored.ts';
import { findFrontTab, isHostAllowed, isRecorderThere } from '../browser/front-tab.ts';
import { FRAMES_ASKED, findTrouble } from '../record/find-trouble.ts';
import type { Database } from '../store/database.ts';
import { findLastFrames } from '../store/frames.ts';
import { findCurrentSession } from '../store/sessions.ts';
import { tryStore } from '../store/try-store.ts';

/** While something is being recorded: tries whether it really is, and keeps what is wrong for the screens to show. */
export async function testRecording(database: Database): Promise<void> {
  const session = await findCurrentSession(database);
  const trouble =
    session?.phase === 'recording'
      ? await findTrouble({
          frontTab: findFrontTab,
          isAllowed: isHostAllowed,
          answers: isRecorderThere,
          tryStore: () => tryStore(database),
          lastFrames: (tabId) => findLastFrames(database, { sessionId: session.id, tabId, count: FRAMES_ASKED }),
        })
      : null;
  const known = await readStored('trouble');
  if (JSON.stringify(known) !== JSON.stringify(trouble)) await writeStored('trouble', trouble);
}
