import type { FineTuningJob } from 'openai/resources/fine-tuning/jobs/jobs';
import type { JobState, TrainingJob } from '../train/provider.ts';
import { ProviderError } from '../train/provider-error.ts';

const states: Readonly<Record<string, JobState>> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/**
 * A job as the stage knows it. Statuses that the SDK does not list (`paused` is one) count as not ended yet, and an
 * `error` without a code is none: finished jobs in the wild carry `error: {}`.
 */
export function toTrainingJob(job: FineTuningJob, lastWords: string | null): TrainingJob {
  if (typeof job !== 'object' || typeof job.id !== 'string' || typeof job.status !== 'string') {
    throw new ProviderError(
      'unreadable_answer',
      'The provider answered with something that is not a fine-tuning job.',
      {
        outcome: 'unknown',
      },
    );
  }
  const { code, message } = job.error ?? {};
  return {
    id: job.id,
    state: states[job.status] ?? 'pending',
    createdAt: job.created_at * 1000,
    progress: lastWords ?? job.status,
    model: job.fine_tuned_model ?? null,
    error: code ? { code, message: message ?? '' } : null,
    trainedTokens: typeof job.trained_tokens === 'number' ? job.trained_tokens : null,
  };
}
