import type { Transaction } from 'kysely';
import type { Tables } from '../database.ts';
import type { JobQueue } from '../job-queue.ts';
import { buildDataset, type DatasetDeps } from './build-dataset.ts';

const JOB = 'build-dataset';
/** Reading every archive of a large study takes its time. */
const EXPIRE_IN_S = 2 * 3600;

export type DatasetJobs = {
  /** Has a dataset built, if and when the transaction that asked for it commits. */
  build(datasetId: string, transaction?: Transaction<Tables>): Promise<void>;
  /** After `start` of the queue: takes up the datasets that were asked for and not finished. */
  resume(): Promise<void>;
};

/** Registers the job that builds datasets; call it before the queue starts. */
export function datasetJobs(queue: JobQueue, deps: DatasetDeps & { unbuiltIds(): Promise<string[]> }): DatasetJobs {
  queue.define<{ datasetId: string }>(JOB, async ({ datasetId }) => await buildDataset(deps, datasetId), {
    expireInS: EXPIRE_IN_S,
  });
  const build: DatasetJobs['build'] = async (datasetId, transaction) => {
    await queue.send(
      JOB,
      { datasetId },
      { singletonKey: datasetId, ...(transaction === undefined ? {} : { transaction }) },
    );
  };
  return {
    build,
    async resume() {
      for (const datasetId of await deps.unbuiltIds()) await build(datasetId);
    },
  };
}
