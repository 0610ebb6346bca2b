import { digestTerms, type KeyedDigest, type TermDigests } from '../../shared/privacy/term-digests.ts';
import type { NumberedValue } from '../../shared/privacy/private-value.ts';
import type { Database } from './database.ts';

/** Keeps of a private value what a restart of the browser must not lose: digests, with a key that cannot be read. */
export async function putTermDigests(database: Database, sessionId: string, value: NumberedValue): Promise<void> {
  // A session that is gone gets no key again.
  if ((await database.sessions.get(sessionId)) === undefined) return;
  const digests = await digestTerms(value, keyedDigest(await sessionKey(database, sessionId)));
  await database.transaction('rw', database.sessions, database.termDigests, async () => {
    const session = await database.sessions.get(sessionId);
    if (session !== undefined && session.phase !== 'sealed') await database.termDigests.put({ sessionId, ...digests });
  });
}

export type StoredDigests = { digests: TermDigests[]; digest: KeyedDigest };

/** What was kept of a session's private values, in the order of their numbers; undefined when there were none. */
export async function readTermDigests(database: Database, sessionId: string): Promise<StoredDigests | undefined> {
  const rows = await database.termDigests.where({ sessionId }).toArray();
  if (rows.length === 0) return undefined;
  return { digests: rows, digest: keyedDigest(await sessionKey(database, sessionId)) };
}

/** Placeholders that a session has given to values, in no order. */
export async function givenOutPlaceholders(database: Database, sessionId: string): Promise<string[]> {
  return (await database.termDigests.where({ sessionId }).toArray()).map(({ placeholder }) => placeholder);
}

/** Made once for a session, and gone with it. */
async function sessionKey(database: Database, sessionId: string): Promise<CryptoKey> {
  const found = await database.termKeys.get(sessionId);
  if (found) return found.key;
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  // Another caller may have been faster: the first one's key is the key.
  return database.transaction('rw', database.termKeys, async () => {
    const first = await database.termKeys.get(sessionId);
    if (first) return first.key;
    await database.termKeys.add({ sessionId, key });
    return key;
  });
}

function keyedDigest(key: CryptoKey): KeyedDigest {
  const encoder = new TextEncoder();
  return async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
    return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
