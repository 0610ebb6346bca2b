import { explainFailure } from './explain-failure.ts';
import type { TrainingJob } from './provider.ts';
import type { Run } from './run-rows.ts';
import type { Next, RunStep, TrainingDeps } from './training-deps.ts';

/** Jobs for one run, the first included, when the provider itself breaks down. */
const MOST_JOBS = 3;

/** Codes that speak of the files or the account; a job that failed without one failed for the provider's reasons. */
function canHelpToRepeat({ error }: TrainingJob): boolean {
  return error === null || error.code === 'server_error';
}

async function afterSuccess(deps: TrainingDeps, run: Run, job: TrainingJob): Promise<Next> {
  if (job.model !== null) {
    await deps.runs.move(run, 'evaluating', { progress: `${job.model} is trained and is being tested.` });
    return { againInMs: 0 };
  }
  const message = job.error?.message ?? 'The job succeeded without a model.';
  await deps.runs.move(run, 'failed', { failure: explainFailure('model_withheld', message) });
  return 'done';
}

async function afterFailure({ deps, provider, run }: Parameters<RunStep>[0], job: TrainingJob): Promise<Next> {
  const jobs = canHelpToRepeat(job) ? await provider.findStarted(run.id) : [];
  if (jobs.length > 0 && jobs.length < MOST_JOBS) {
    const progress = 'The provider broke down; training starts again.';
    await deps.runs.move(run, 'starting', { jobId: null, progress });
    return { againInMs: deps.pollMs };
  }
  const { code, message } = job.error ?? { code: 'server_error', message: 'The job failed without a reason.' };
  await deps.runs.move(run, 'failed', { failure: explainFailure(code, message) });
  return 'done';
}

/** `training` → `evaluating`, `failed`, `cancelled`, or back to `starting` when the provider broke down. */
export const followTraining: RunStep = async (context) => {
  const { deps, provider, run } = context;
  if (run.jobId === null) {
    await deps.runs.move(run, 'starting');
    return { againInMs: 0 };
  }
  const job = await provider.status(run.jobId);
  if (job.trainedTokens !== null) await deps.runs.keep(run.id, { trainedTokens: job.trainedTokens });
  if (job.state === 'succeeded') return await afterSuccess(deps, run, job);
  if (job.state === 'failed') return await afterFailure(context, job);
  if (job.state === 'cancelled') {
    await deps.runs.move(run, 'cancelled', { progress: 'The job was cancelled at the provider.' });
    return { againInMs: 0 };
  }
  await deps.runs.keep(run.id, job.progress === null ? {} : { progress: job.progress });
  return { againInMs: deps.pollMs };
};
