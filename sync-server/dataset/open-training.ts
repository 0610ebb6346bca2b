import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { KnownError } from '../../shared/errors.ts';
import type { ArchiveStore } from '../archive-store.ts';
import type { Database } from '../database.ts';
import { openArchive } from '../storage/open-archive.ts';

export type TrainingSource = {
  database: Database;
  store: Pick<ArchiveStore, 'getStream' | 'tiers'>;
  now: () => number;
  /** The lines of `training.jsonl` in an archive on disk. */
  readTraining(archivePath: string): AsyncIterable<string>;
  /** A folder for unfinished files. */
  temporaryFolder: string;
};

/**
 * The training examples of a stored session, one line of JSON each. The archive is copied to disk for the time of
 * reading, because a ZIP file is read from its end. Throws NOT_FOUND when the session was erased meanwhile, and
 * ARCHIVE_COLD when it must be waited for.
 */
export async function* openTraining(source: TrainingSource, sessionId: string): AsyncGenerator<string> {
  const archive = await source.database
    .selectFrom('archives')
    .select('object_key')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (archive === undefined) throw new KnownError('NOT_FOUND', 'This session is no longer there.');
  const folder = await mkdtemp(join(source.temporaryFolder, 'archive-'));
  try {
    const path = join(folder, 'archive.zip');
    await pipeline(await openArchive(source, archive.object_key), createWriteStream(path, { mode: 0o600 }));
    yield* source.readTraining(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
