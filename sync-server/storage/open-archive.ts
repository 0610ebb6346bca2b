import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { KnownError } from '../../shared/errors.ts';
import type { ArchiveStore } from '../archive-store.ts';
import { bringBack, isComingBack, type TierDeps } from './bring-back.ts';

export type OpenDeps = TierDeps & { store: Pick<ArchiveStore, 'getStream' | 'tiers'> };

const HOUR_MS = 60 * 60 * 1000;

/**
 * The content of a stored archive; that it was read is noted, and keeps it in hot storage or brings it back there.
 * Throws NOT_FOUND, ARCHIVE_COLD with when it will be there, and BrokenFile.
 */
export async function openArchive(deps: OpenDeps, objectKey: string): Promise<Readable> {
  await noteReading(deps, objectKey);
  try {
    return await deps.store.getStream(objectKey);
  } catch (error) {
    if (!(error instanceof KnownError && error.code === 'ARCHIVE_COLD')) throw error;
  }
  const readyAt = await bringBack(deps, objectKey);
  if (readyAt !== 0) throw isComingBack(readyAt, deps.now());
  return await deps.store.getStream(objectKey);
}

/** To the hour: many readings are one write. What is read although it is cold is brought back by the next look at it. */
async function noteReading({ database, now }: OpenDeps, objectKey: string): Promise<void> {
  const at = now();
  await database
    .updateTable('archives')
    .set({
      read_at: at,
      tier: sql`case tier when 'cold' then 'restoring' else tier end`,
      ready_at: sql`case tier when 'cold' then ${at}::bigint else ready_at end`,
    })
    .where('object_key', '=', objectKey)
    .where((where) =>
      where.or([where('read_at', 'is', null), where('read_at', '<', at - HOUR_MS), where('tier', '=', 'cold')]),
    )
    .execute();
}
