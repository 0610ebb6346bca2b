import type { ErasureDeps, OpenErasure } from './advance-erasure.ts';
import { plus } from './erasure-rows.ts';

/**
 * `removing-uploads` → `done`: what a training provider still holds of the datasets, by the ids that the runs know and
 * by name. Throws while the provider does not answer, and while it is one that this server has no key for: then it is
 * tried again. At the end nothing in the row says whose erasure it was.
 */
export async function removeProviderFiles(deps: ErasureDeps, erasure: OpenErasure): Promise<void> {
  const { database, provider } = deps;
  const runs =
    erasure.datasets.length === 0
      ? []
      : await database
          .selectFrom('training_runs')
          .select(['id', 'provider', 'provider_file_ids'])
          .where('dataset_id', 'in', erasure.datasets)
          .execute();
  const removed = new Set<string>();
  for (const run of runs) {
    if (run.provider !== provider?.name) {
      if (run.provider_file_ids.length === 0) continue;
      throw new Error(`files of an erasure lie at the provider "${run.provider}", which this server is not set up for`);
    }
    for (const fileId of run.provider_file_ids) {
      await provider.removeFile(fileId);
      removed.add(fileId);
    }
    await database.updateTable('training_runs').set({ provider_file_ids: '[]' }).where('id', '=', run.id).execute();
  }
  if (runs.some((run) => run.provider === provider?.name)) await removeByName(erasure, provider, removed);
  const models = await findModels(deps, erasure);
  await database
    .updateTable('erasures')
    .set({
      state: 'done',
      subject_id: null,
      finished_at: deps.now(),
      models: JSON.stringify(models),
      counts: plus(erasure.counts, { providerFiles: removed.size }),
      upload_names: '[]',
    })
    .where('id', '=', erasure.id)
    .where('state', '=', 'removing-uploads')
    .execute();
}

/** A run that was killed between uploading and writing the id down has left a file that only its name leads to. */
async function removeByName(
  { upload_names: names }: OpenErasure,
  provider: ErasureDeps['provider'],
  removed: Set<string>,
): Promise<void> {
  for (const name of names) {
    const fileId = await provider?.findFile(name);
    if (fileId === undefined || provider === undefined) continue;
    await provider.removeFile(fileId);
    removed.add(fileId);
  }
}

async function findModels({ database }: ErasureDeps, { datasets }: OpenErasure): Promise<string[]> {
  if (datasets.length === 0) return [];
  const rows = await database
    .selectFrom('models')
    .innerJoin('training_runs', 'training_runs.id', 'models.run_id')
    .select('models.id')
    .where('training_runs.dataset_id', 'in', datasets)
    .orderBy('models.id')
    .execute();
  return rows.map(({ id }) => id);
}
