import { createHash } from 'node:crypto';
import { BrokenFile } from '../archive-store.ts';
import { split } from '../../shared/api/rows.ts';
import { datasetIndexKey, datasetKey } from '../dataset/dataset-files.ts';
import { uploadName } from '../train/upload-name.ts';
import type { ErasureDeps, OpenErasure } from './advance-erasure.ts';
import { notesOf } from './consent-notes.ts';
import { writeLedger } from './erasure-ledger.ts';
import { plus, union } from './erasure-rows.ts';

/**
 * `removing-files` → `removing-uploads`: the archives, and every file of each dataset that held a line of them. Before
 * anything goes, the store is told that it was erased, for a database that is put back from a backup; before a dataset's
 * file goes, the name under which a provider may hold it is written down.
 */
export async function removeFiles(deps: ErasureDeps, erasure: OpenErasure): Promise<void> {
  await writeLedger(deps, erasure);
  if (erasure.subject === 'participant') {
    for await (const { key } of deps.store.list(notesOf(erasure.subject_id))) await deps.store.delete(key);
  }
  for (const key of erasure.object_keys) await deps.store.delete(key);
  const names: string[] = [];
  for (const id of erasure.datasets) {
    for (const one of split.options) names.push(...(await nameOf(deps, datasetKey(id, one))));
  }
  const known = union(erasure.upload_names, names);
  await deps.database.updateTable('erasures').set({ upload_names: known }).where('id', '=', erasure.id).execute();
  for (const id of erasure.datasets) {
    for (const one of split.options) await deps.store.delete(datasetKey(id, one));
    await deps.store.delete(datasetIndexKey(id));
    await deps.database.updateTable('datasets').set({ bytes: 0 }).where('id', '=', id).execute();
  }
  await deps.database
    .updateTable('erasures')
    .set({
      state: 'removing-uploads',
      object_keys: '[]',
      counts: plus(erasure.counts, { datasets: erasure.datasets.length }),
    })
    .where('id', '=', erasure.id)
    .where('state', '=', 'removing-files')
    .execute();
}

async function nameOf({ store }: ErasureDeps, key: string): Promise<string[]> {
  const hash = createHash('sha256');
  try {
    if ((await store.size(key)) === undefined) return [];
    for await (const piece of await store.getStream(key)) hash.update(piece as Buffer); // no encoding was asked for
  } catch (error) {
    // Nobody can say any more what was in it; it goes all the same.
    if (error instanceof BrokenFile) return [];
    throw error;
  }
  return [uploadName(hash.digest('hex'))];
}
