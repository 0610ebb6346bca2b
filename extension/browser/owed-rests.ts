import { browser } from 'wxt/browser';

/** A key of `storage.session` for each, so that nobody writes over another one's. */
const KEY = 'owed-rest:';
const keyOf = ({ pageId, since }: OwedRest): string => `${KEY}${pageId} ${since}`;

/** A document of which nothing that was done from `since` to `until` may stay in the store. */
export type OwedRest = { sessionId: string; pageId: string; tabId: number; since: number; until: number };

/** Private pages of which something may still be in the store, until that has been removed. In memory only. */
export const owedRests = {
  add: (rest: OwedRest): Promise<void> => browser.storage.session.set({ [keyOf(rest)]: rest }),
  settle: (rest: OwedRest): Promise<void> => browser.storage.session.remove(keyOf(rest)),
  async all(): Promise<OwedRest[]> {
    const everything = Object.entries(await browser.storage.session.get(null));
    return everything.flatMap(([key, rest]) => (key.startsWith(KEY) ? [rest as OwedRest] : [])); // written above only
  },
};
