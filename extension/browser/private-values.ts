import { browser } from 'wxt/browser';
import { z } from 'zod';
import { numberedValue, type NumberedValue } from '../../shared/privacy/private-value.ts';

const keyOf = (sessionId: string): string => `private ${sessionId}`;
const REVISION = 'privateRevision';
const values = z.array(numberedValue);

/** What is private to the participant, in the browser's memory: it is on no disk, and gone when the browser ends. */
export const privateMemory = {
  async read(sessionId: string): Promise<NumberedValue[]> {
    const found = await browser.storage.session.get(keyOf(sessionId));
    return values.catch([]).parse(found[keyOf(sessionId)]);
  },
  async write(sessionId: string, known: readonly NumberedValue[]): Promise<void> {
    await browser.storage.session.set({ [keyOf(sessionId)]: known });
    // Pages hear of it by a number that says nothing else.
    await browser.storage.local.set({ [REVISION]: `${sessionId} ${known.length}` });
  },
  async forgetAllBut(sessionIds: readonly string[]): Promise<void> {
    const keys = Object.keys(await browser.storage.session.get(null));
    const kept = new Set(sessionIds.map(keyOf));
    await browser.storage.session.remove(keys.filter((key) => key.startsWith(keyOf('')) && !kept.has(key)));
  },
};
