import type { Job } from './provider-state.ts';

export type Phase = 'validating_files' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

const VALIDATED = 0.15;
const DEQUEUED = 0.3;
const STEPS = 20;
/** Told once it has succeeded; nothing is counted. */
const TOKENS = 1_000;

/** How much of its time a job has had, 0 to 1; a cancelled one stands still. */
function ageOf(job: Job, trainingMs: number): number {
  return Math.min(1, ((job.cancelledAtMs ?? Date.now()) - job.createdAtMs) / trainingMs);
}

/** Where a job stands, by its age: a broken file is found while validating, a breakdown comes while running. */
export function phaseOf(job: Job, trainingMs: number): Phase {
  const age = ageOf(job, trainingMs);
  const failsAt = job.error === null ? Infinity : job.error.code === 'server_error' ? 1 : VALIDATED;
  if (age >= failsAt) return 'failed';
  if (job.cancelledAtMs !== null) return 'cancelled';
  if (age < VALIDATED) return 'validating_files';
  if (age < DEQUEUED) return 'queued';
  return age < 1 ? 'running' : 'succeeded';
}

export function hasEnded(phase: Phase): boolean {
  return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}

/** A job as the API shows it, with the empty `error` object that finished jobs are seen to have in the wild. */
export function toJob(job: Job, trainingMs: number) {
  const status = phaseOf(job, trainingMs);
  return {
    object: 'fine_tuning.job',
    id: job.id,
    status,
    model: job.baseModel,
    organization_id: 'org-stand-in',
    created_at: Math.floor(job.createdAtMs / 1000),
    finished_at: hasEnded(status) ? Math.floor(Date.now() / 1000) : null,
    fine_tuned_model: status === 'succeeded' ? job.model : null,
    training_file: job.trainFile,
    validation_file: job.validationFile,
    result_files: [],
    seed: 1,
    trained_tokens: status === 'succeeded' ? TOKENS : null,
    error: status === 'failed' ? job.error : {},
    metadata: job.metadata,
    method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: job.epochs } } },
    user_provided_suffix: job.suffix,
  };
}

/** The events so far, oldest first, in the words that OpenAI uses. The losses are no measurements: nothing is trained. */
export function eventsOf(job: Job, trainingMs: number) {
  const age = ageOf(job, trainingMs);
  const phase = phaseOf(job, trainingMs);
  const steps = Math.max(0, Math.floor(((age - DEQUEUED) / (1 - DEQUEUED)) * STEPS));
  const messages = [
    `Created fine-tuning job: ${job.id}`,
    `Validating training file: ${job.trainFile}`,
    ...(age >= VALIDATED && phase !== 'failed' ? ['Files validated, moving job to queued state'] : []),
    ...(age >= DEQUEUED && phase !== 'failed' ? ['Fine-tuning job started'] : []),
    ...Array.from(
      { length: phase === 'failed' ? 0 : steps },
      (_, at) => `Step ${at + 1}/${STEPS} (stand-in, no training)`,
    ),
    ...(phase === 'succeeded'
      ? [`New fine-tuned model created: ${job.model}`, 'The job has successfully completed']
      : []),
    ...(phase === 'failed' ? [`The job failed: ${job.error?.message}`] : []),
    ...(phase === 'cancelled' ? ['Fine-tuning job cancelled by user'] : []),
  ];
  return messages.map((message, at) => ({
    object: 'fine_tuning.job.event',
    id: `ftevent-${job.id}-${at}`,
    level: 'info',
    type: 'message',
    message,
    created_at: Math.floor(job.createdAtMs / 1000),
  }));
}
