import { browser } from 'wxt/browser';
import type { CapturedInteraction } from '../../shared/interactions/interaction.ts';
import type { State } from '../../shared/interactions/state.ts';

/** Keys of `storage.session`, by the id of the interaction, so that what is sent again is kept once. */
const INTERACTION = 'unstored:';
const STATE = 'unstored-state:';
/**
 * In UTF-8, keys included. Browsers give 10 MB to everything of the extension that is in memory, and what is private
 * needs some of it. They count what it takes there: of text that is what it is long, of objects several times as much.
 */
const MOST_BYTES = 5_000_000;

export type UnstoredOrigin = { tabId: number; frameId: number } | null;
type Kept = { captured: CapturedInteraction; from: UnstoredOrigin };

/**
 * What pages have sent and what could not be stored for want of room, in the browser's memory. A page sends it again for
 * as long as it lives; on a full disk, what it leaves behind when it goes away may be lost, and this is not, unless the
 * browser ends too.
 */
export const unstored = {
  /** Of what finds no room here either, each stays with its page alone. */
  keep: (batch: readonly CapturedInteraction[], from: UnstoredOrigin): Promise<void> =>
    put(batch.map((captured) => [INTERACTION + captured.id, JSON.stringify({ captured, from } satisfies Kept)])),
  keepState: (interactionId: string, state: State): Promise<void> =>
    put([[STATE + interactionId, JSON.stringify(state)]]),

  /** Hands everything over, in the order of the ids, the interactions before their states, and forgets what was taken. */
  async take(taker: {
    add(batch: CapturedInteraction[], from: UnstoredOrigin): Promise<unknown>;
    settle(interactionId: string, state: State): Promise<unknown>;
  }): Promise<void> {
    const [interactions, states] = [await keysOf(INTERACTION), await keysOf(STATE)];
    for (const key of interactions) {
      await handOver(key, async (text) => {
        const { captured, from } = JSON.parse(text) as Kept; // written above only, by this version
        await taker.add([captured], from);
        return 'taken';
      });
    }
    for (const key of states) {
      const id = key.slice(STATE.length);
      await handOver(key, async (text) => {
        // One whose interaction has come meanwhile waits for it.
        if ((await textOf(INTERACTION + id)) !== undefined) return 'later';
        await taker.settle(id, JSON.parse(text) as State);
        return 'taken';
      });
    }
  },

  /** Forgets what was done in a document from `since` on: it turned out to be one on which recording rests. */
  forgetPage: ({ pageId, since }: { pageId: string; since: number }): Promise<void> =>
    inTurn(async () => {
      const rested = Object.entries(await readAll()).flatMap(([key, text]) => {
        if (!key.startsWith(INTERACTION)) return [];
        const { captured } = JSON.parse(text) as Kept;
        return captured.pageId === pageId && captured.action.at >= since ? [key] : [];
      });
      const states = rested.map((key) => STATE + key.slice(INTERACTION.length));
      await browser.storage.session.remove([...rested, ...states]);
    }),
};

// One after the other: what is forgotten must not come back from who was just handing it over, and what is kept in two
// places at once must not both find the same room.
let last: Promise<unknown> = Promise.resolve();

function inTurn(work: () => Promise<void>): Promise<void> {
  const done = last.then(work);
  last = done.catch(() => undefined);
  return done;
}

const put = (items: readonly (readonly [key: string, text: string])[]): Promise<void> =>
  inTurn(async () => {
    const kept = await readAll();
    let left = MOST_BYTES;
    for (const [key, text] of Object.entries(kept)) left -= sizeOf(key, text);
    const fitting: Record<string, string> = {};
    for (const [key, text] of items) {
      const before = kept[key];
      const more = sizeOf(key, text) - (before === undefined ? 0 : sizeOf(key, before));
      if (more > left) continue;
      left -= more;
      fitting[key] = text;
    }
    await browser.storage.session.set(fitting);
  });

/** Read again in its turn: it may have been forgotten since its key was listed. */
const handOver = (key: string, give: (text: string) => Promise<'taken' | 'later'>): Promise<void> =>
  inTurn(async () => {
    const text = await textOf(key);
    if (text === undefined) return;
    if ((await give(text)) === 'taken') await browser.storage.session.remove(key);
  });

const isOwn = (key: string): boolean => key.startsWith(INTERACTION) || key.startsWith(STATE);
const sizeOf = (...texts: string[]): number => new TextEncoder().encode(texts.join('')).length;

async function readAll(): Promise<Record<string, string>> {
  const everything = Object.entries(await browser.storage.session.get(null));
  return Object.fromEntries(everything.filter(([key]) => isOwn(key))) as Record<string, string>; // written above only
}

async function keysOf(kind: string): Promise<string[]> {
  return Object.keys(await readAll())
    .filter((key) => key.startsWith(kind))
    .toSorted();
}

async function textOf(key: string): Promise<string | undefined> {
  return (await browser.storage.session.get(key))[key] as string | undefined; // as above
}
