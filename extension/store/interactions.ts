import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import type { State } from '../../shared/interactions/state.ts';
import type { Database, InteractionRow } from './database.ts';

export type Origin = { tabId: number; frameId: number };
/** Of interactions that a page left behind and that nothing else tells the tab of. */
const UNKNOWN_ORIGIN: Origin = { tabId: -1, frameId: 0 };

/** A document begins when it is asked for, and is committed when the server has answered. */
const MAX_COMMIT_DELAY_MS = 30_000;

/** Phases in which a session still takes interactions: the last ones arrive after it was stopped. */
const OPEN = ['recording', 'paused', 'finishing', 'reviewing', 'finished'];

/**
 * Commits a batch. Interactions that are stored already stay as they are in the tab that sent them, so that sending them again is harmless; those
 * of a session that was discarded or sealed are dropped, since there is nothing left that they could join.
 * @returns the ids that the page need not send again: all of them, once this resolves.
 */
export async function addInteractions(
  database: Database,
  batch: readonly CapturedInteraction[],
  from: Origin | null,
): Promise<string[]> {
  const { sessions, interactions, frames, commits } = database;
  await database.transaction('rw', sessions, interactions, frames, commits, async () => {
    for (const captured of batch) {
      const session = await sessions.get(captured.sessionId);
      if (!session || !OPEN.includes(session.phase) || session.removed?.includes(captured.id)) continue;
      const { id, sessionId, action } = captured;
      if (await interactions.get(id)) {
        // What was left behind and sent as well: only the sender knows the tab and frame for sure.
        if (from !== null) await interactions.update(id, { tabId: from.tabId, frameId: from.frameId });
        continue;
      }
      const origin = from ?? (await findOrigin(database, captured)) ?? UNKNOWN_ORIGIN;
      await interactions.add({ id, sessionId, at: action.at, ...origin, captured, settled: null });
    }
  });
  return batch.map(({ id }) => id);
}

/** Adds what came of an interaction. An interaction that is not stored (discarded, sealed) is passed over. */
export async function settleInteraction(database: Database, interactionId: string, settled: State): Promise<void> {
  await database.interactions.update(interactionId, { settled });
}

/** The latest interaction of a session with a page so far. */
export async function findLastInteraction(database: Database, sessionId: string): Promise<InteractionRow | undefined> {
  return database.interactions
    .where('[sessionId+at]')
    .between([sessionId, 0], [sessionId, Infinity])
    .reverse()
    .filter(({ captured }) => captured.action.type !== 'tab')
    .first();
}

/** Where a page was, from what else is stored of it. */
async function findOrigin(
  { interactions, frames, commits }: Database,
  { sessionId, pageId, action, context }: CapturedInteraction,
): Promise<Origin | undefined> {
  const sibling = await interactions
    .where({ sessionId })
    .filter(({ captured }) => captured.pageId === pageId)
    .first();
  if (sibling) return { tabId: sibling.tabId, frameId: sibling.frameId };
  const picture = await frames
    .where({ sessionId })
    .filter(({ page }) => page?.pageId === pageId)
    .first();
  if (picture) return { tabId: picture.tabId, frameId: 0 };
  // The browser tells of every document that is loaded into a tab, even when nothing of its page arrived in time.
  const url = action.type === 'navigation' ? action.toUrl : isAbsent(context) ? undefined : context.page.url;
  const loaded = await commits
    .where({ sessionId })
    .filter((commit) => commit.url === url && commit.at <= action.at + MAX_COMMIT_DELAY_MS)
    .toArray();
  const nearest = loaded.toSorted((a, b) => Math.abs(a.at - action.at) - Math.abs(b.at - action.at))[0];
  return nearest && { tabId: nearest.tabId, frameId: 0 };
}
