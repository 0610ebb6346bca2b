import { placeOf } from '../scenarios/page-address.ts';

/** A place with the addresses that it had (a fragment, a campaign), in order, and which of them it has now. */
type Entry = { place: string; urls: string[]; at: number };

export type TabHistories = {
  move(tabId: number, url: string): void;
  /** Whether an address is where the tab was before; also when nothing is known of where it was. */
  isReturn(tabId: number, url: string): boolean;
};

function moveWithin(entry: Entry, url: string): void {
  const known = entry.urls.indexOf(url);
  if (known < 0) entry.urls = [...entry.urls.slice(0, entry.at + 1), url];
  entry.at = known < 0 ? entry.urls.length - 1 : known;
}

/** Steps through the history of each tab, to tell going back from jumping. */
export function tabHistories(): TabHistories {
  const histories = new Map<number, Entry[]>();
  return {
    move(tabId, url) {
      const history = histories.get(tabId) ?? [];
      histories.set(tabId, history);
      const place = placeOf(url);
      const here = history.at(-1);
      if (here?.place === place) return moveWithin(here, url);
      if (history.at(-2)?.place === place) history.pop();
      else history.push({ place, urls: [url], at: 0 });
    },
    isReturn(tabId, url) {
      const [before, here] = [histories.get(tabId)?.at(-2), histories.get(tabId)?.at(-1)];
      if (here !== undefined && here.place === placeOf(url)) return here.urls.indexOf(url) <= here.at;
      return before === undefined || before.place === placeOf(url);
    },
  };
}
