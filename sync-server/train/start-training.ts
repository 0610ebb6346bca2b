import type { RunStep } from './training-deps.ts';

function suffixFor(site: unknown): string {
  const name = typeof site === 'string' ? site : 'all-sites';
  return `codesight-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 40).replace(/-$/, '');
}

/**
 * `starting` → `training`. Looks first whether the job exists already: an earlier attempt may have been killed, or its
 * answer lost, after the provider had started it. Should two exist all the same, the younger ones are cancelled.
 */
export const startTraining: RunStep = async ({ deps, provider, run }) => {
  const [trainFile, validationFile = null] = run.fileIds;
  if (trainFile === undefined || run.epochs === null) {
    await deps.runs.move(run, 'uploading');
    return { againInMs: 0 };
  }
  const live = async () =>
    (await provider.findStarted(run.id)).filter(({ state }) => state !== 'failed' && state !== 'cancelled');
  const [known, ...extra] = await live();
  for (const job of extra) await provider.cancel(job.id);
  const dataset = await deps.findDataset(run.datasetId);
  const order = {
    runId: run.id,
    model: run.baseModel,
    trainFile,
    validationFile,
    epochs: run.epochs,
    suffix: suffixFor(dataset?.filter['site']),
  };
  const job = known ?? (await provider.start(order));
  await deps.runs.move(run, 'training', { jobId: job.id });
  return { againInMs: 0 };
};
