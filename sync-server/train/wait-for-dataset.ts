import { explainFailure } from './explain-failure.ts';
import type { RunStep } from './training-deps.ts';

const DAY_MS = 24 * 3600 * 1000;
/** A model that stops answering so soon is worth a word of warning. */
const WARN_DAYS = 60;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `waiting` → `uploading`, once the dataset is ready and the base model is known to be still there. */
export const waitForDataset: RunStep = async ({ deps, provider, run }) => {
  const dataset = await deps.findDataset(run.datasetId);
  if (dataset?.state === 'building') return { againInMs: deps.pollMs };
  if (dataset?.state !== 'ready') {
    const failure =
      dataset === undefined || dataset.state === 'stale'
        ? explainFailure('DATASET_MISSING', dataset?.failure ?? 'The dataset of this run is gone.')
        : explainFailure('DATASET_TOO_SMALL', dataset.failure ?? 'The dataset could not be built.');
    await deps.runs.move(run, 'failed', { failure });
    return 'done';
  }
  // A provider may train models that it does not list, so that an unknown one is left for it to judge.
  const shutdownAt = (await provider.findModel(run.baseModel))?.shutdownAt ?? null;
  if (shutdownAt !== null && shutdownAt <= Date.now()) {
    const message = `${run.baseModel} was shut down on ${dayOf(shutdownAt)}; models trained from it do not answer either.`;
    await deps.runs.move(run, 'failed', { failure: explainFailure('base_model_retired', message) });
    return 'done';
  }
  const isEnding = shutdownAt !== null && shutdownAt - Date.now() < WARN_DAYS * DAY_MS;
  const progress = isEnding
    ? `${run.baseModel} and models trained from it stop answering on ${dayOf(shutdownAt)}.`
    : 'The dataset is ready.';
  await deps.runs.move(run, 'uploading', { progress });
  return { againInMs: 0 };
};
