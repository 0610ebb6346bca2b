import type { Database } from '../store/database.ts';
import { findUndecided } from '../store/rights.ts';
import { findScreening } from '../sync/rights-client.ts';
import { type ServerAccess, SyncError } from '../sync/server-client.ts';
import { isFor } from '../sync/whose-archive.ts';

const SCREENED_SOON_MS = 2 * 60 * 1000;
const DECIDED_BY_PEOPLE_MS = 60 * 60 * 1000;

/** Once a while: what the server had found, and an administrator may have decided since. */
export async function askAboutScreening(
  database: Database,
  { participantId, ...access }: ServerAccess & { participantId: string },
): Promise<void> {
  const now = Date.now();
  const undecided = { unscanned: now - SCREENED_SOON_MS, quarantined: now - DECIDED_BY_PEOPLE_MS };
  for (const row of await findUndecided(database, undecided)) {
    // What another server has is nothing to this one.
    if (!isFor(row, participantId)) continue;
    const { sessionId } = row;
    try {
      const screening = await findScreening(access, sessionId);
      await database.archives.update(sessionId, { screening, screenedAt: now });
    } catch (error) {
      // It can wait: the next round asks again.
      if (error instanceof SyncError) return;
      throw error;
    }
  }
}
