import { detailsAsValues } from '../../shared/privacy/own-details.ts';
import { privateMemory } from '../browser/private-values.ts';
import { createPrivateValues, type PrivateValues } from '../record/private-values.ts';
import type { Database } from '../store/database.ts';
import { readOwnDetails } from '../store/own-details.ts';
import { givenOutPlaceholders, putTermDigests } from '../store/private-terms.ts';

/** What sessions learn of the participant: in the browser's memory, with digests in the store. */
export function privateValuesOf(database: Database): PrivateValues {
  return createPrivateValues({
    read: privateMemory.read,
    write: privateMemory.write,
    owed: privateMemory.owed,
    settled: privateMemory.settled,
    givenOut: (sessionId) => givenOutPlaceholders(database, sessionId),
    remember: (sessionId, value) => putTermDigests(database, sessionId, value),
  });
}

/** Gives a session that knows nothing yet what the participant has told of herself. Doing it again changes nothing. */
export async function learnOwnDetails(
  database: Database,
  privateValues: PrivateValues,
  sessionId: string,
): Promise<void> {
  if ((await privateValues.list(sessionId)).length > 0) return;
  const details = await readOwnDetails(database);
  if (details === null) return;
  await privateValues.learn(sessionId, { values: detailsAsValues(details), interactionId: null });
}

/** Remembers what sessions have learned while the store could not be written to. */
export async function rememberOwed(privateValues: PrivateValues): Promise<void> {
  for (const sessionId of await privateMemory.held()) await privateValues.catchUp(sessionId);
}
