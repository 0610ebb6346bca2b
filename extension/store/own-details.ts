import { ownDetails, type OwnDetails } from '../../shared/privacy/own-details.ts';
import type { Database } from './database.ts';

const ID = 'own';
const CIPHER = 'AES-GCM';

/** Keeps what the participant tells of herself, encrypted with a key that cannot be taken out of the browser. */
export async function putOwnDetails(database: Database, details: OwnDetails): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(details));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: CIPHER, iv }, key, text));
  await database.ownDetails.put({ id: ID, key, iv, sealed });
}

/** Null when there are none. @throws when what is stored was changed by something else. */
export async function readOwnDetails(database: Database): Promise<OwnDetails | null> {
  const row = await database.ownDetails.get(ID);
  if (row === undefined) return null;
  const text = await crypto.subtle.decrypt({ name: CIPHER, iv: row.iv }, row.key, row.sealed);
  return ownDetails.parse(JSON.parse(new TextDecoder().decode(text)));
}

/** Removes them, and the key with them. */
export async function removeOwnDetails(database: Database): Promise<void> {
  await database.ownDetails.clear();
}
