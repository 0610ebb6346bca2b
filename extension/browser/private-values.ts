import { browser } from 'wxt/browser';
import { z } from 'zod';
import { numberedValue, type NumberedValue } from '../../shared/privacy/private-value.ts';

const keyOf = (sessionId: string): string => `private ${sessionId}`;
const owedKeyOf = (sessionId: string): string => `owed ${sessionId}`;
const REVISION = 'privateRevision';
const values = z.array(numberedValue);
const placeholders = z.array(z.string());

/** What is private to the participant, in the browser's memory: it is on no disk, and gone when the browser ends. */
export const privateMemory = {
  async read(sessionId: string): Promise<NumberedValue[]> {
    const found = await browser.storage.session.get(keyOf(sessionId));
    return values.catch([]).parse(found[keyOf(sessionId)]);
  },
  /** `owed` are the placeholders of those that the store has still to remember (record/private-values.ts). */
  async write(sessionId: string, known: readonly NumberedValue[], owed: readonly string[]): Promise<void> {
    await browser.storage.session.set({ [keyOf(sessionId)]: known, [owedKeyOf(sessionId)]: owed });
    // Pages hear of it by a number that says nothing else.
    await browser.storage.local.set({ [REVISION]: `${sessionId} ${known.length}` });
  },
  async owed(sessionId: string): Promise<string[]> {
    const found = await browser.storage.session.get(owedKeyOf(sessionId));
    return placeholders.catch([]).parse(found[owedKeyOf(sessionId)]);
  },
  settled: (sessionId: string): Promise<void> => browser.storage.session.remove(owedKeyOf(sessionId)),
  /** Ids of the sessions of which something is known. */
  async held(): Promise<string[]> {
    const keys = Object.keys(await browser.storage.session.get(null));
    return keys.flatMap((key) => (key.startsWith(keyOf('')) ? [key.slice(keyOf('').length)] : []));
  },
  async forget(sessionIds: readonly string[]): Promise<void> {
    await browser.storage.session.remove(sessionIds.flatMap((id) => [keyOf(id), owedKeyOf(id)]));
  },
};
