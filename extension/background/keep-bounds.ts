import { browser } from 'wxt/browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import { restsByAddress, type RestReason } from '../../shared/privacy/sensitive-page.ts';
import type { PauseReason } from '../../shared/session/session.ts';
import { askRecorder } from '../browser/front-tab.ts';
import { owedRests } from '../browser/owed-rests.ts';
import { restingTabs } from '../browser/resting-tabs.ts';
import { unstored } from '../browser/unstored.ts';
import { readStored } from '../browser/stored.ts';
import type { Sender } from '../browser/handle.ts';
import type { DataOf } from '../messages.ts';
import type { Database } from '../store/database.ts';
import { findCurrentSession } from '../store/sessions.ts';
import { beginRest, endRest, removeRested, type RestedPage } from '../store/rests.ts';
import { reportError } from './report-error.ts';

const FRAME_OF_UNKNOWN_TAB = -1;

/** What the background does about pages on which recording rests: the pages themselves are the first to know. */
export function keepBounds(database: Database) {
  /** One list for each batch that is being stored. */
  const following = new Set<RestedPage[]>();

  async function removeOf(page: RestedPage): Promise<void> {
    for (const rested of following) rested.push(page);
    await unstored.forgetPage(page);
    const owed = { ...page, until: Date.now() };
    await owedRests.add(owed).catch(notNoted);
    await removeRested(database, page);
    await owedRests.settle(owed);
  }

  return {
    /** Lets `work` know of the pages that turn out to be private while it lasts: what it stores of them has to go. */
    async followRests<Result>(work: (rested: readonly RestedPage[]) => Promise<Result>): Promise<Result> {
      const rested: RestedPage[] = [];
      following.add(rested);
      try {
        return await work(rested);
      } finally {
        following.delete(rested);
      }
    },

    /**
     * A page has told that it rests, or no longer. Memory comes first: whatever becomes of the store, nothing more of the
     * page is let in, and what could not be removed is known. @throws when the store fails
     */
    async pageRests(told: DataOf<'pageRests'>, { tabId, frameId, documentId }: Sender): Promise<void> {
      const { sessionId, pageId, reason, since, at } = told;
      const isTop = frameId === 0 && tabId !== null;
      if (isTop) {
        const which = documentId === undefined ? {} : { documentId };
        const noted =
          reason === null || since === null ? restingTabs.end(tabId) : restingTabs.begin(tabId, { since, ...which });
        await noted.catch(notNoted);
      }
      if (since !== null) await removeOf({ sessionId, pageId, tabId: tabId ?? FRAME_OF_UNKNOWN_TAB, since });
      if (!isTop) return;
      if (reason === null || since === null) await endRest(database, sessionId, at);
      else await beginRest(database, sessionId, at, pauseReasonOf(reason));
    },

    /** Removes what could not be removed when its page told that it is private. */
    async removeOwed(): Promise<void> {
      for (const rest of await owedRests.all()) {
        await removeRested(database, rest);
        await owedRests.settle(rest);
      }
    },

    /**
     * The tab has another document, which tells by itself what it is: the last word of the one before may be lost. A page
     * is there before the browser tells of it, and may have told that it rests by then.
     */
    async newDocument({ tabId, at }: { tabId: number; at: number }, documentId: string | undefined): Promise<void> {
      const rest = await restingTabs.find(tabId);
      if (rest === undefined || (documentId !== undefined && rest.documentId === documentId)) return;
      await restingTabs.end(tabId);
      const session = await findCurrentSession(database);
      if (session) await endRest(database, session.id, at);
    },

    /** Without what was done in frames of a page on which recording rests. */
    async withinBounds(
      batch: readonly CapturedInteraction[],
      { tabId, frameId }: Pick<Sender, 'tabId' | 'frameId'>,
    ): Promise<readonly CapturedInteraction[]> {
      const since = tabId === null || frameId === 0 ? undefined : (await restingTabs.find(tabId))?.since;
      return since === undefined ? batch : batch.filter(({ action }) => action.at < since);
    },

    /** What happened to a tab, without the address of a page that must not be known; undefined in private windows. */
    async ofTab<Event extends { tabId: number; url: string | null }>(event: Event): Promise<Event | undefined> {
      const bounds = await readStored('bounds');
      // A tab that is gone by now was closed: whether it was of this session is known without its window.
      const tab = await browser.tabs.get(event.tabId).catch(() => undefined);
      if (tab?.incognito === true && bounds.privateWindows === 'never') return undefined;
      if (event.url === null) return event;
      const rests = restsByAddress(event.url, bounds) !== null || (await isResting(event.tabId));
      return rests ? { ...event, url: null } : event;
    },
  };
}

/** Without the note there is less to go by, and all the more reason to remove what there is. */
function notNoted(error: unknown): void {
  reportError('note a private page', error);
}

/** A page that comes to the front tells a moment later that it rests: it is asked. One that is still loading is not there. */
async function isResting(tabId: number): Promise<boolean> {
  if ((await restingTabs.find(tabId)) !== undefined) return true;
  const answer = await askRecorder(tabId);
  return answer !== 'recording' && answer !== 'silent';
}

function pauseReasonOf(reason: RestReason): PauseReason {
  return reason === 'not-chosen' || reason === 'private-window' ? 'not-chosen' : 'sensitive-page';
}
