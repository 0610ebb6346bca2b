import { KnownError } from '../../shared/errors.ts';
import { BrokenFile } from '../archive-store.ts';

/**
 * A note in the store, or why it cannot be read: one that is damaged holds the others up as little as any other look at
 * the store. Throws what is not the note's own fault.
 */
export async function readIfWhole<Note>(read: () => Promise<Note>): Promise<Note | { unreadable: string }> {
  try {
    return await read();
  } catch (error) {
    const isIts = error instanceof BrokenFile || (error instanceof KnownError && error.code !== 'UNAVAILABLE');
    if (!isIts) throw error;
    return { unreadable: error.message };
  }
}
