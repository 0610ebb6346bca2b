import type { Database } from './database.ts';

const TRIAL = 'trial';

/** Writes a row and takes it back. @throws what the store throws when it cannot be written. */
export async function tryStore(database: Database): Promise<void> {
  const { pictures } = database;
  await database.transaction('rw', pictures, async () => {
    await pictures.put({ sessionId: TRIAL, sha256: TRIAL, webp: new Blob(['?']) });
    await pictures.delete([TRIAL, TRIAL]);
  });
}
