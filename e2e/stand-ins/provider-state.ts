import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { TrainingExample } from '../../shared/training/example.ts';

/**
 * - `training_not_available`: 403 as OpenAI gives it since it began to close fine-tuning;
 * - `lost_answer`: the job is created, and the answer is a 500;
 * - `too_many_requests`: 429 with `Retry-After: 1`;
 * - `breakdown`: the job fails with `server_error`;
 * - `no_model`: the job succeeds without a model, as when safety tests withhold it.
 */
export type Fault = 'training_not_available' | 'lost_answer' | 'too_many_requests' | 'breakdown' | 'no_model';

export type StoredFile = {
  id: string;
  filename: string;
  purpose: string;
  bytes: number;
  createdAtS: number;
  expiresAtS: number | undefined;
  text: string;
};

export type Job = {
  id: string;
  createdAtMs: number;
  baseModel: string;
  trainFile: string;
  validationFile: string | null;
  suffix: string | null;
  metadata: Record<string, string> | null;
  epochs: number | 'auto';
  examples: TrainingExample[];
  /** Found while validating, or simulated. */
  error: { code: string; message: string; param: string | null } | null;
  model: string | null;
  cancelledAtMs: number | null;
};

export type ProviderState = {
  trainingMs: number;
  files: Map<string, StoredFile>;
  jobs: Map<string, Job>;
  /** Trained models by name, with what they were shown. */
  models: Map<string, readonly TrainingExample[]>;
  faults: { fault: Fault; times: 'once' | 'always' }[];
};

/** Whether this fault is to happen now; one that happens once is then over. */
export function takeFault(state: ProviderState, wanted: Fault): boolean {
  const at = state.faults.findIndex(({ fault }) => fault === wanted);
  if (at === -1) return false;
  if (state.faults[at]?.times === 'once') state.faults.splice(at, 1);
  return true;
}

/** An error in OpenAI's form. */
export function apiError(
  context: Context,
  status: ContentfulStatusCode,
  { code, message, param = null }: { code: string; message: string; param?: string | null },
): Response {
  return context.json({ error: { message, type: 'invalid_request_error', param, code } }, status);
}
