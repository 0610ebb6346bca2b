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
  /** Ids of the sessions of which something is known. */
  async held(): Promise<string[]> {
    const keys = Object.keys(await browser.storage.session.get(null));
    return keys.flatMap((key) => (key.startsWith(keyOf('')) ? [key.slice(keyOf('').length)] : []));
  },
  async forget(sessionIds: readonly string[]): Promise<void> {
    await browser.storage.session.remove(sessionIds.map(keyOf));
  },
};
