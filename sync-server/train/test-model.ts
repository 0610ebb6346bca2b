import type { Evaluation } from '../../shared/api/rows.ts';
import { evaluateModel } from './evaluate-model.ts';
import { heldOutExamples } from './held-out-examples.ts';
import { ProviderError } from './provider-error.ts';
import { removeUploads } from './remove-uploads.ts';
import type { RunStep } from './training-deps.ts';

/** The figures of the model now in use on the same held-out steps; null when it no longer answers. */
async function evaluateRival(...asked: Parameters<typeof evaluateModel>): Promise<Evaluation | null> {
  try {
    return await evaluateModel(...asked);
  } catch (error) {
    if (error instanceof ProviderError && error.outcome === 'refused') return null;
    throw error;
  }
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function judge(
  fresh: Evaluation,
  rival: { id: string; evaluation: Evaluation | null } | undefined,
): { isActive: boolean; progress: string } {
  const share = `${percent(fresh.stepSuccess)} of ${fresh.examples} held-out steps right`;
  if (fresh.examples === 0) {
    return {
      isActive: false,
      progress: 'Not made active: no session was held out to test it on. Record more sessions.',
    };
  }
  if (rival === undefined) return { isActive: true, progress: `${share}. Active: the first model here.` };
  if (rival.evaluation === null)
    return { isActive: true, progress: `${share}. Active: ${rival.id} no longer answers.` };
  const before = percent(rival.evaluation.stepSuccess);
  return fresh.stepSuccess > rival.evaluation.stepSuccess
    ? { isActive: true, progress: `${share}. Active: ${rival.id} has ${before}.` }
    : { isActive: false, progress: `${share}. Not made active: ${rival.id} has ${before} on the same steps.` };
}

/**
 * `evaluating` → `succeeded`. The first model of a site becomes the active one; a later one only when it gets more
 * steps right than the active one does on the same held-out steps. The uploaded files are removed.
 */
export const testModel: RunStep = async ({ deps, provider, run, signal }) => {
  const model = run.jobId === null ? null : (await provider.status(run.jobId)).model;
  if (model === null) {
    await deps.runs.move(run, 'training');
    return { againInMs: 0 };
  }
  const examples = await heldOutExamples(deps, run.datasetId);
  const evaluation = await evaluateModel(model, examples, { provider, signal });
  const filtered = (await deps.findDataset(run.datasetId))?.filter['site'];
  const site = typeof filtered === 'string' ? filtered : null;
  const active = await deps.models.findActive(site);
  // Another provider's model cannot be asked here; it counts as one that does not answer.
  const rival =
    active === undefined || active.id === model
      ? undefined
      : {
          id: active.id,
          evaluation:
            active.provider === provider.name ? await evaluateRival(active.id, examples, { provider, signal }) : null,
        };
  const { isActive, progress } = judge(evaluation, rival);
  await removeUploads({ deps, provider, run });
  const isStillWanted = (await deps.runs.findRun(run.id))?.state === 'evaluating';
  if (isStillWanted) await deps.models.keep({ id: model, runId: run.id, site, evaluation, isActive });
  await deps.runs.move(run, 'succeeded', { progress, fileIds: [] });
  return isStillWanted ? 'done' : { againInMs: 0 };
};
