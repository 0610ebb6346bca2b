import type { TrainingProvider } from './provider.ts';
import type { Run } from './run-rows.ts';
import type { TrainingDeps } from './training-deps.ts';

/** Removes a run's files from the provider, except those that another unfinished run shares. */
export async function removeUploads({
  deps,
  provider,
  run,
}: {
  deps: TrainingDeps;
  provider: TrainingProvider;
  run: Run;
}): Promise<void> {
  const needed = await deps.runs.filesNeededBeside(run.id);
  for (const fileId of run.fileIds) if (!needed.has(fileId)) await provider.removeFile(fileId);
}
