import { removeUploads } from './remove-uploads.ts';
import type { RunStep } from './training-deps.ts';

/** A cancelled run stays cancelled; what it set going at the provider is stopped and its files are removed. */
export const clearUpCancelled: RunStep = async ({ deps, provider, run }) => {
  const jobs = await provider.findStarted(run.id);
  for (const { id, state } of jobs) if (state === 'pending' || state === 'running') await provider.cancel(id);
  await removeUploads({ deps, provider, run });
  await deps.runs.keep(run.id, { fileIds: [] });
  return 'done';
};
