import { requireDisk } from './measure-room.ts';
import { readStored, writeStored } from '../browser/stored.ts';
import { findFrontTab, isHostAllowed, askRecorder } from '../browser/front-tab.ts';
import type { Stored } from '../settings.ts';
import { FRAMES_ASKED, findTrouble } from '../record/find-trouble.ts';
import type { Database } from '../store/database.ts';
import { findLastFrames } from '../store/frames.ts';
import { beginRest, endMissing, endRest } from '../store/rests.ts';
import { findCurrentSession } from '../store/sessions.ts';
import { tryStore } from '../store/try-store.ts';

/** How often pages have told of themselves in this life of the service worker: what was found out meanwhile is older. */
let timesTold = 0;

/** A page has told that recording rests on it, or no longer. To be called before anything is done about it. */
export function pageHasTold(): void {
  timesTold++;
}

/** While something is being recorded: tries whether it really is, and keeps what is wrong for the screens to show. */
export async function testRecording(database: Database): Promise<void> {
  const [askedAt, toldBefore] = [Date.now(), timesTold];
  const session = await findCurrentSession(database).catch(storeFails);
  const trouble =
    session?.phase === 'recording'
      ? await findTrouble({
          frontTab: findFrontTab,
          isAllowed: isHostAllowed,
          answers: askRecorder,
          async tryStore() {
            await requireDisk();
            await tryStore(database);
          },
          lastFrames: (tabId) => findLastFrames(database, { sessionId: session.id, tabId, count: FRAMES_ASKED }),
        })
      : null;
  if (timesTold !== toldBefore) return;
  if (session) await keepGap(database, session.id, trouble);
  // The page that rested may have gone without a word; another one may have come since.
  if (session && trouble === null && (await findFrontTab()))
    await endRest(database, session.id, Date.now(), { begunBefore: askedAt });
  if (timesTold === toldBefore) await keepTrouble(trouble);
}

/** A store that cannot even be read keeps nothing either; the pages are told of the recording outside of it. */
async function storeFails(error: unknown): Promise<never> {
  if ((await readStored('recording')) !== null) await keepTrouble({ kind: 'store', host: '' });
  throw error;
}

/** What is done in a page whose recorder does not answer is missing, and the session says since when, and until when. */
async function keepGap(database: Database, sessionId: string, trouble: Stored<'trouble'>): Promise<void> {
  const isMissing = trouble?.kind === 'silent' || trouble?.kind === 'not-allowed';
  if (isMissing) await beginRest(database, sessionId, Date.now(), 'recorder-missing');
  else if (await findFrontTab()) await endMissing(database, sessionId, Date.now());
}

/** Shows it on all screens. */
export async function keepTrouble(trouble: Stored<'trouble'>): Promise<void> {
  const known = await readStored('trouble');
  if (JSON.stringify(known) !== JSON.stringify(trouble)) await writeStored('trouble', trouble);
}
