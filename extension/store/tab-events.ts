import { digest } from '../../shared/digest.ts';
import type { ActionOf } from '../../shared/interactions/action.ts';
import type { CommitRow, Database } from './database.ts';
import { findCurrentSession } from './sessions.ts';

/** Something that happened to a tab; its address is masked already. */
export type TabEvent = Pick<ActionOf<'tab'>, 'at' | 'change' | 'openerTabId' | 'windowId' | 'url'> & { tabId: number };

/**
 * Stores what happened to a tab as an interaction of the session that is being recorded, if one is. Its id follows from
 * the session, the tab and the event, so that storing it twice is harmless. Of the tabs that are closed, only those in
 * which something was recorded are of the session.
 */
export async function addTabEvent(database: Database, { tabId, ...event }: TabEvent): Promise<void> {
  const sessionId = await findRecordingAt(database, event.at);
  if (sessionId === undefined) return;
  const [pageId, id] = await Promise.all([
    idOf(`${sessionId} tab ${tabId}`),
    idOf(`${sessionId} tab ${tabId} ${event.change} ${isOnce(event.change) ? '' : event.at}`),
  ]);
  const { sessions, interactions } = database;
  await database.transaction('rw', sessions, interactions, async () => {
    if ((await sessions.get(sessionId))?.phase !== 'recording' || (await interactions.get(id))) return;
    const ofTab = await interactions
      .where({ sessionId })
      .filter((row) => row.tabId === tabId)
      .toArray();
    if (event.change === 'closed' && ofTab.length === 0) return;
    const sequence = ofTab.filter(({ captured }) => captured.pageId === pageId).length;
    const captured = {
      id,
      sessionId,
      pageId,
      sequence,
      domEpoch: 0,
      changedAt: 0,
      action: { type: 'tab' as const, isTrusted: true, ...event },
      locators: { absent: 'the action is one on the whole tab' },
      context: { absent: 'what happens to a tab is seen by the browser, not by its page' },
    };
    await interactions.add({ id, sessionId, at: event.at, tabId, frameId: 0, captured, settled: null });
  });
}

/** Stores why a tab's document was loaded, for the session that is being recorded, if one is. */
export async function addCommit(database: Database, commit: Omit<CommitRow, 'id' | 'sessionId'>): Promise<void> {
  const sessionId = await findRecordingAt(database, commit.at);
  if (sessionId === undefined) return;
  const { sessions, commits } = database;
  await database.transaction('rw', sessions, commits, async () => {
    if ((await sessions.get(sessionId))?.phase !== 'recording') return;
    await commits.put({ id: `${sessionId} ${commit.tabId} ${commit.at}`, sessionId, ...commit });
  });
}

async function findRecordingAt(database: Database, at: number): Promise<string | undefined> {
  const session = await findCurrentSession(database);
  return session?.phase === 'recording' && session.startedAt <= at ? session.id : undefined;
}

/** A tab is opened and closed once; everything else happens again and again. */
const isOnce = (change: TabEvent['change']): boolean => change === 'opened' || change === 'closed';

/** A UUID of version 8 (RFC 9562, 5.8): bits of the text's SHA-256. */
async function idOf(text: string): Promise<string> {
  const hash = await digest(new TextEncoder().encode(text));
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
