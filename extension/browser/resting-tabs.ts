import { browser } from 'wxt/browser';

const KEY = 'restingTabs';
type Since = Record<string, number>;

// One after the other: what is read, changed and written back in two places at once would be half lost.
let last: Promise<unknown> = Promise.resolve();

/** Tabs in whose page nothing is recorded, and since when: frames inside of it cannot always tell. In memory only. */
export const restingTabs = {
  async since(tabId: number): Promise<number | undefined> {
    await last;
    return (await read())[tabId];
  },
  begin: (tabId: number, sinceMs: number): Promise<void> => change((tabs) => void (tabs[tabId] = sinceMs)),
  end: (tabId: number): Promise<void> => change((tabs) => void delete tabs[tabId]),
};

async function read(): Promise<Since> {
  return ((await browser.storage.session.get(KEY))[KEY] ?? {}) as Since; // written below only
}

function change(work: (tabs: Since) => void): Promise<void> {
  const done = changeAfter(last, work);
  last = done.catch(() => undefined);
  return done;
}

async function changeAfter(earlier: Promise<unknown>, work: (tabs: Since) => void): Promise<void> {
  await earlier;
  const tabs = await read();
  const before = JSON.stringify(tabs);
  work(tabs);
  if (JSON.stringify(tabs) !== before) await browser.storage.session.set({ [KEY]: tabs });
}
