import type { PredictedCall } from '../../shared/evaluation/score-prediction.ts';
import type { ChatMessage, Tool } from '../../shared/training/example.ts';

/** `pending` is also everything that the provider may call a job before it ends and we have no word for. */
export type JobState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export type TrainingJob = {
  id: string;
  state: JobState;
  createdAt: number;
  /** The provider's last words about it. */
  progress: string | null;
  /** The name of the trained model. A job can succeed without one: safety tests can withhold it. */
  model: string | null;
  error: { code: string; message: string } | null;
  /** What it charges for; null until it tells. */
  trainedTokens: number | null;
};

export type TrainingOrder = {
  runId: string;
  model: string;
  trainFile: string;
  validationFile: string | null;
  epochs: number;
  /** Becomes part of the trained model's name. */
  suffix: string;
};

/**
 * A service that fine-tunes models. Every function throws a `ProviderError` when the service refuses or fails, and can
 * be called again after it: `start` alone may have had its effect, which `findStarted` tells.
 */
export type TrainingProvider = {
  /** Kept in the rows of runs. */
  name: string;
  /** Undefined when there is no such model. `shutdownAt`: when it stops answering, where that is announced. */
  findModel(model: string): Promise<{ shutdownAt: number | null } | undefined>;
  /** The id of a file uploaded earlier under this name and still there. Names are made from content hashes. */
  findFile(name: string): Promise<string | undefined>;
  /** Uploads a JSONL file from disk for fine-tuning; the provider is told to forget it after a week. */
  upload(path: string, name: string): Promise<string>;
  /** Removing what is not there is no error. */
  removeFile(fileId: string): Promise<void>;
  start(order: TrainingOrder): Promise<TrainingJob>;
  /** The jobs that were started for this run, oldest first. */
  findStarted(runId: string): Promise<TrainingJob[]>;
  status(jobId: string): Promise<TrainingJob>;
  /** Cancelling a job that has ended is no error. */
  cancel(jobId: string): Promise<void>;
  /** The tool call with which the model answers, or null when it makes none that can be read. */
  complete(question: {
    model: string;
    messages: readonly ChatMessage[];
    tools: readonly Tool[];
    signal: AbortSignal;
  }): Promise<PredictedCall | null>;
};
