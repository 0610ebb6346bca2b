import type { ArchiveStore } from '../archive-store.ts';
import type { Split } from '../../shared/api/rows.ts';
import type { DatasetDeps } from './build-dataset.ts';
import { bringAllBack } from '../storage/bring-back.ts';
import { datasetIndexKey, datasetKey } from './dataset-files.ts';
import { datasetRows } from './dataset-rows.ts';
import { openTraining, type TrainingSource } from './open-training.ts';

/** What `datasetJobs` needs, from the database and the object store. */
export function datasetDeps(
  source: TrainingSource & {
    store: Pick<ArchiveStore, 'getStream' | 'tiers' | 'put' | 'delete'>;
    giveWay?: DatasetDeps['giveWay'];
  },
): DatasetDeps & { unbuiltIds(): Promise<string[]> } {
  const { findUnbuilt, sessionsFor, finish, unbuiltIds } = datasetRows(source.database);
  return {
    findUnbuilt,
    sessionsFor,
    finish,
    unbuiltIds,
    areThere: async (sessionIds) => (await bringAllBack(source, sessionIds)) === 0,
    openTraining: (sessionId) => openTraining(source, sessionId),
    async save(key, { path, sha256, bytes }) {
      // A key is written once: what an interrupted build left under it may hold fewer sessions than there are now.
      await source.store.delete(key);
      await source.store.put(key, path, { sha256, bytes });
    },
    discard: (key) => source.store.delete(key),
    giveWay: source.giveWay ?? (() => Promise.resolve()),
    temporaryFolder: source.temporaryFolder,
  };
}

/** Reads a finished dataset's files; `index` says which session each line is from. */
export function datasetReader(
  store: Pick<ArchiveStore, 'getStream'>,
): (datasetId: string, file: Split | 'index') => Promise<AsyncIterable<Uint8Array>> {
  return async (datasetId, file) =>
    await store.getStream(file === 'index' ? datasetIndexKey(datasetId) : datasetKey(datasetId, file));
}
