import { clearUpCancelled } from './clear-up-cancelled.ts';
import { explainFailure } from './explain-failure.ts';
import { followTraining } from './follow-training.ts';
import { ProviderError } from './provider-error.ts';
import type { Run } from './run-rows.ts';
import { startTraining } from './start-training.ts';
import { testModel } from './test-model.ts';
import type { Next, RunStep, StepState, TrainingDeps } from './training-deps.ts';
import { uploadDataset } from './upload-dataset.ts';
import { waitForDataset } from './wait-for-dataset.ts';

/** How long a provider may be out of reach before a run is given up. */
const PATIENCE_MS = 24 * 3600 * 1000;

const steps: Record<StepState, RunStep> = {
  waiting: waitForDataset,
  uploading: uploadDataset,
  starting: startTraining,
  training: followTraining,
  evaluating: testModel,
  cancelled: clearUpCancelled,
};

async function giveUp(deps: TrainingDeps, run: Run, failure: { code: string; message: string }): Promise<Next> {
  const explained = explainFailure(failure.code, failure.message);
  if (run.state !== 'cancelled') await deps.runs.move(run, 'failed', { failure: explained });
  // The files expire at the provider by themselves.
  else
    await deps.runs.keep(run.id, {
      fileIds: [],
      progress: `Could not be cleared up at the provider: ${failure.message}`,
    });
  return 'done';
}

async function afterTrouble(deps: TrainingDeps, run: Run, error: ProviderError): Promise<Next> {
  // A new model can take a while to be known everywhere at the provider.
  const isNotYetThere = run.state === 'evaluating' && error.code === 'model_not_found';
  if (error.outcome === 'refused' && !isNotYetThere) return await giveUp(deps, run, error);
  if (Date.now() - run.updatedAt > PATIENCE_MS) {
    return await giveUp(deps, run, { code: 'no_answer', message: error.message });
  }
  await deps.runs.keep(run.id, { progress: `Trying again: ${error.message}` }, 'trouble');
  return { againInMs: Math.max(deps.pollMs, error.retryAfterMs ?? 0) };
}

/**
 * The job `advance-training-run`: moves a run on until it has to wait, and says when to look again. The row's state is
 * all that there is to know, so that a stopped server goes on where it was. A refusal of the provider ends the run with
 * its words and advice; a failure that may pass is waited out for a day.
 */
export async function advanceRun(deps: TrainingDeps, runId: string, signal: AbortSignal): Promise<Next> {
  for (;;) {
    signal.throwIfAborted();
    const run = await deps.runs.findRun(runId);
    if (run === undefined || run.state === 'succeeded' || run.state === 'failed') return 'done';
    const { provider } = deps;
    if (provider?.name !== run.provider) {
      const message = `This run belongs to the provider "${run.provider}", which this server is not set up for.`;
      return await giveUp(deps, run, { code: 'PROVIDER_NOT_CONFIGURED', message });
    }
    try {
      const next = await steps[run.state]({ deps, provider, run, signal });
      if (next === 'done' || next.againInMs > 0) return next;
    } catch (error) {
      if (error instanceof ProviderError) return await afterTrouble(deps, run, error);
      throw error;
    }
  }
}
