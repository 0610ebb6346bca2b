import { browser } from 'wxt/browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';

/** Keys of `storage.session`, by the id of the interaction, so that what is sent again is kept once. */
const INTERACTION = 'unstored:';
const STATE = 'unstored-state:';
/** Browsers give 10 MB to everything of the extension that is in memory, and what is private needs some of it. */
const MOST_BYTES = 6_000_000;

export type UnstoredOrigin = { tabId: number; frameId: number } | null;
type Kept = { captured: CapturedInteraction; from: UnstoredOrigin };

/**
 * What pages have sent and what could not be stored for want of room, in the browser's memory. A page sends it again for
 * as long as it lives; on a full disk, what it leaves behind when it goes away may be lost, and this is not, unless the
 * browser ends too.
 */
export const unstored = {
  async keep(batch: readonly CapturedInteraction[], from: UnstoredOrigin): Promise<void> {
    await put(Object.fromEntries(batch.map((captured) => [INTERACTION + captured.id, { captured, from }])));
  },
  async keepState(interactionId: string, state: State): Promise<void> {
    await put({ [STATE + interactionId]: state });
  },

  /** Hands everything over, in the order of the ids, the interactions before their states, and forgets what was taken. */
  async take(taker: {
    add(batch: CapturedInteraction[], from: UnstoredOrigin): Promise<unknown>;
    settle(interactionId: string, state: State): Promise<unknown>;
  }): Promise<void> {
    const everything = await browser.storage.session.get(null);
    const keysOf = (kind: string): string[] =>
      Object.keys(everything)
        .filter((key) => key.startsWith(kind))
        .toSorted();
    for (const key of keysOf(INTERACTION)) {
      const { captured, from } = everything[key] as Kept; // written above only, by this version
      await taker.add([captured], from);
      await browser.storage.session.remove(key);
    }
    for (const key of keysOf(STATE)) {
      await taker.settle(key.slice(STATE.length), everything[key] as State);
      await browser.storage.session.remove(key);
    }
  },

  /** Forgets what was done in a document from `since` on: it turned out to be one on which recording rests. */
  async forgetPage({ pageId, since }: { pageId: string; since: number }): Promise<void> {
    const everything = await browser.storage.session.get(null);
    const rested = Object.keys(everything).filter((key) => {
      if (!key.startsWith(INTERACTION)) return false;
      const { captured } = everything[key] as Kept;
      return captured.pageId === pageId && captured.action.at >= since;
    });
    const states = rested.map((key) => STATE + key.slice(INTERACTION.length));
    await browser.storage.session.remove([...rested, ...states]);
  },
};

/** What finds no room here either stays with its page alone. */
async function put(items: Record<string, unknown>): Promise<void> {
  const all = { ...(await browser.storage.session.get(null)), ...items };
  if (JSON.stringify(all).length <= MOST_BYTES) await browser.storage.session.set(items);
}
