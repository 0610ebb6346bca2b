import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { StoredFile } from '../archive-store.ts';
import { countedContent } from '../counted-content.ts';
import { isComingBack } from '../storage/bring-back.ts';
import { holdObject, type Mark } from './hold-object.ts';
import type { KeepDeps } from './keep-archive.ts';

type Deps = Pick<KeepDeps, 'database' | 'store' | 'now'>;
type Order = { objectKey: string; mark: Mark; mode?: 'adopt' | 'look' };

/**
 * Copies an object without rows to `path`, and says what it holds. One that lies in cold storage is brought back first.
 * Throws ARCHIVE_COLD while it is on its way, NOT_FOUND and BrokenFile.
 */
export async function copyObject(deps: Deps, order: Order, path: string): Promise<StoredFile> {
  if (order.mode !== 'look') await bringBack(deps, order);
  const stored = await deps.store.getStream(order.objectKey);
  const { content, facts } = countedContent(stored as AsyncIterable<Buffer>); // no encoding
  await pipeline(content, createWriteStream(path, { mode: 0o600 }));
  return facts();
}

/** Held, so that nothing that is being deleted is moved. Its row will say that it lies in hot storage. */
async function bringBack({ database, store, now }: Deps, { objectKey, mark }: Order): Promise<void> {
  const { tiers } = store;
  if (tiers === undefined) return;
  let waitS = 0;
  await holdObject({ database, now }, { objectKey, mark }, async () => {
    waitS = await tiers.warm(objectKey);
  });
  if (waitS > 0) throw isComingBack(now() + waitS * 1000, now());
}
