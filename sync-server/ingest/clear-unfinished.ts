import { forgetObject, type KeepDeps } from './keep-archive.ts';
import { sweepParts } from './sweep-parts.ts';
import type { UploadParts } from './upload-part.ts';

/**
 * Clears what processes that died have left behind: objects without a row, begun at least `olderThanMs` ago, and
 * uploads that nobody goes on with. Harmless at any time: an upload whose object it takes is told to send again.
 */
export async function clearUnfinished(
  deps: Pick<KeepDeps, 'database' | 'store' | 'now'> & { parts: UploadParts },
  olderThanMs: number,
): Promise<{ objects: number; parts: number }> {
  const now = deps.now();
  const begun = await deps.database
    .selectFrom('pending_objects')
    .select('object_key')
    .where('begun_at', '<=', now - olderThanMs)
    .execute();
  for (const { object_key: objectKey } of begun) await forgetObject(deps, objectKey);
  return { objects: begun.length, parts: await sweepParts(deps) };
}
