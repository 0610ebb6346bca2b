import type { Selectable } from 'kysely';
import type { Tables } from '../database.ts';
import { adoptArchive, type AdoptDeps, type WhyLeft } from './adopt-archive.ts';
import { forgetObject } from './keep-archive.ts';
import { sweepParts } from './sweep-parts.ts';
import type { UploadParts } from './upload-part.ts';

export type Cleared = {
  /** Marks that were looked at. */
  objects: number;
  /** Objects among them that were whole, and have their rows now. */
  adopted: number;
  /** Objects that are left without a mark, for people to look at. */
  left: number;
  /** Uploads that nobody went on with. */
  parts: number;
  /** What could not be done now, in words; the next time takes it up. */
  failed: string[];
};

/**
 * Finishes or clears what processes that died have left behind, begun at least `olderThanMs` ago, and uploads that
 * nobody goes on with. An object that is there was verified before it was stored, and its rows may have been there once:
 * a database that was put back holds the marks of its own moment, and no device has what was confirmed since. So it is
 * taken in (adopt-archive.ts), deleted only where it was erased or is there twice, and otherwise left for people to look at.
 * Harmless at any time: an upload that is still under way is told that it is stored, or to send again.
 */
export async function clearUnfinished(deps: AdoptDeps & { parts: UploadParts }, olderThanMs: number): Promise<Cleared> {
  const now = deps.now();
  const begun = await deps.database
    .selectFrom('pending_objects')
    .selectAll()
    .where('begun_at', '<=', now - olderThanMs)
    .execute();
  const cleared: Cleared = { objects: begun.length, adopted: 0, left: 0, parts: 0, failed: [] };
  for (const mark of begun) {
    try {
      const did = await finish(deps, mark);
      if (did !== 'cleared') cleared[did]++;
    } catch (error) {
      // One that cannot be read now holds nothing else up, least of all the start of the server.
      cleared.failed.push(`${mark.object_key}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  cleared.parts = await sweepParts(deps);
  return cleared;
}

/**
 * What may have been confirmed once: whose it is, or what is wrong with it, can still be found out, and what was stored
 * before somebody withdrew is not erased by that.
 */
const forPeople: ReadonlySet<WhyLeft> = new Set(['withdrawn', 'unfit', 'unclaimed', 'cold']);

async function finish(
  deps: AdoptDeps,
  { object_key: objectKey, begun_at: receivedAt, participant_id: participantId }: Selectable<Tables['pending_objects']>,
): Promise<'adopted' | 'left' | 'cleared'> {
  const order = { objectKey, mark: 'take', receivedAt, participantId: participantId ?? undefined } as const;
  const adoption = await adoptArchive(deps, order);
  if (adoption.result === 'adopted') return 'adopted';
  const isForPeople = adoption.result === 'left' && forPeople.has(adoption.why);
  if (!isForPeople) await forgetObject(deps, objectKey);
  else await deps.database.deleteFrom('pending_objects').where('object_key', '=', objectKey).execute();
  return isForPeople ? 'left' : 'cleared';
}
