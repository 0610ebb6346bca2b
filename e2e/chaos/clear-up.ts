import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveStore } from '../../sync-server/archive-store.ts';
import type { Database } from '../../sync-server/database.ts';
import { clearUnfinished } from '../../sync-server/ingest/clear-unfinished.ts';
import { uploadParts } from '../../sync-server/ingest/upload-part.ts';
import { verifyArchive } from '../../sync-server/ingest/verify-archive.ts';
import { scanArchive } from '../../sync-server/screen/scan-archive.ts';

/** Takes up what stopped servers have left unfinished, as the next one would. Throws when something cannot be. */
export async function clearUp(
  given: { database: Database; store: ArchiveStore; now: () => number },
  incomingFolder: string,
): Promise<void> {
  const workFolder = await mkdtemp(join(tmpdir(), 'codesight-clear-up-'));
  const deps = {
    ...given,
    workFolder,
    parts: uploadParts(incomingFolder),
    verify: verifyArchive,
    screen: (path: string) => scanArchive(path, { now: Date.now, untilMs: Infinity }),
    screenLater: () => Promise.resolve(),
  };
  const { failed } = await clearUnfinished(deps, 0);
  await rm(workFolder, { recursive: true });
  if (failed.length > 0) throw new Error(failed.join('\n'));
}
