import { privateMemory } from '../browser/private-values.ts';
import { createPrivateValues, type PrivateValues } from '../record/private-values.ts';
import type { Database } from '../store/database.ts';
import { givenOutPlaceholders, putTermDigests } from '../store/private-terms.ts';

/** What sessions learn of the participant: in the browser's memory, with digests in the store. */
export function privateValuesOf(database: Database): PrivateValues {
  return createPrivateValues({
    read: privateMemory.read,
    write: privateMemory.write,
    givenOut: (sessionId) => givenOutPlaceholders(database, sessionId),
    remember: (sessionId, value) => putTermDigests(database, sessionId, value),
  });
}
