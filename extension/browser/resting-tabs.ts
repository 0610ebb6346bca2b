import { browser } from 'wxt/browser';

const KEY = 'restingTabs';
/** Since when, in epoch milliseconds, and which document it is, where that is known. */
type Rest = { since: number; documentId?: string };
type Rests = Record<string, Rest>;

// One after the other: what is read, changed and written back in two places at once would be half lost.
let last: Promise<unknown> = Promise.resolve();

/** Tabs in whose page nothing is recorded, and since when: frames inside of it cannot always tell. In memory only. */
export const restingTabs = {
  async find(tabId: number): Promise<Rest | undefined> {
    await last;
    return (await read())[tabId];
  },
  begin: (tabId: number, rest: Rest): Promise<void> => change((tabs) => void (tabs[tabId] = rest)),
  end: (tabId: number): Promise<void> => change((tabs) => void delete tabs[tabId]),
};

async function read(): Promise<Rests> {
  return ((await browser.storage.session.get(KEY))[KEY] ?? {}) as Rests; // written below only
}

function change(work: (tabs: Rests) => void): Promise<void> {
  const done = changeAfter(last, work);
  last = done.catch(() => undefined);
  return done;
}

async function changeAfter(earlier: Promise<unknown>, work: (tabs: Rests) => void): Promise<void> {
  await earlier;
  const tabs = await read();
  const before = JSON.stringify(tabs);
  work(tabs);
  if (JSON.stringify(tabs) !== before) await browser.storage.session.set({ [KEY]: tabs });
}
