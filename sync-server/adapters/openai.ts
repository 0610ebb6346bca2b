import { openAsBlob } from 'node:fs';
import OpenAI, { APIConnectionError, APIError, APIUserAbortError, NotFoundError } from 'openai';
import type { ChatMessage } from '../../shared/training/example.ts';
import type { TrainingProvider } from '../train/provider.ts';
import { ProviderError } from '../train/provider-error.ts';
import { toTrainingJob } from './openai-job.ts';
import { readToolCall } from './openai-tool-call.ts';

const MIB = 1024 * 1024;
const MAX_FILE_BYTES = 512 * MIB;
/** Long enough for a queue at the provider; after it the file is gone even if this server is. */
const FILE_LIFE_S = 7 * 24 * 3600;
/** A file that is about to expire cannot be trained on any more. */
const LEAST_FILE_LIFE_S = 24 * 3600;
/** How far a listing is followed when a provider ignores the filter we asked for. */
const MOST_LISTED = 1_000;
const TIMEOUT_MS = 60_000;
const UPLOAD_TIMEOUT_MS = 600_000;
const RUN_ID = 'codesight_run_id';

function retryAfterMs(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

function translated(error: unknown): unknown {
  if (error instanceof APIUserAbortError || !(error instanceof APIError)) return error;
  if (error instanceof APIConnectionError) {
    return new ProviderError('no_answer', `No answer: ${error.message}`, { outcome: 'unknown', cause: error });
  }
  const status: number = error.status ?? 500;
  const words = error.requestID ? `${error.message} (request ${error.requestID})` : error.message;
  const code = error.code ?? (status === 401 ? 'invalid_api_key' : `http_${status}`);
  if (status === 429 && code !== 'insufficient_quota') {
    return new ProviderError(code, words, {
      outcome: 'later',
      retryAfterMs: retryAfterMs(error.headers),
      cause: error,
    });
  }
  if (status === 409) return new ProviderError(code, words, { outcome: 'later', cause: error });
  if (status === 408 || status >= 500) {
    return new ProviderError(code, words, {
      outcome: 'unknown',
      retryAfterMs: retryAfterMs(error.headers),
      cause: error,
    });
  }
  return new ProviderError(code, words, { outcome: 'refused', cause: error });
}

async function asked<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (error) {
    throw translated(error);
  }
}

async function unlessMissing<Answer>(request: () => Promise<Answer>): Promise<Answer | undefined> {
  return await asked(async () => {
    try {
      return await request();
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  });
}

async function takeFrom<Item>(pages: AsyncIterable<Item>, isWanted: (item: Item) => boolean): Promise<Item[]> {
  const found: Item[] = [];
  let listed = 0;
  for await (const item of pages) {
    if (isWanted(item)) found.push(item);
    listed += 1;
    if (listed >= MOST_LISTED) break;
  }
  return found;
}

async function upload(client: OpenAI, path: string, name: string): Promise<string> {
  const blob = await openAsBlob(path, { type: 'application/jsonl' });
  if (blob.size > MAX_FILE_BYTES) {
    const size = Math.ceil(blob.size / MIB);
    throw new ProviderError('file_too_large', `The file has ${size} MiB; 512 MiB are allowed.`, { outcome: 'refused' });
  }
  const file = await client.files.create(
    {
      file: new File([blob], name, { type: 'application/jsonl' }),
      purpose: 'fine-tune',
      expires_after: { anchor: 'created_at', seconds: FILE_LIFE_S },
    },
    { timeout: UPLOAD_TIMEOUT_MS },
  );
  return file.id;
}

/** A turn as chat completions take it: `weight` is for training only, and there an unknown key is refused. */
function toQuestion(message: ChatMessage): OpenAI.ChatCompletionMessageParam {
  const { weight: _, ...turn } = { weight: undefined, ...message };
  // The roles and parts are a subset of those that the SDK types; its optional keys are written differently.
  return turn as OpenAI.ChatCompletionMessageParam;
}

/**
 * Fine-tuning at OpenAI or any service that speaks its API. The SDK's own retries are off: it sends no idempotency key,
 * so that a repeated POST can start a second paid job. Whoever calls decides by `ProviderError.outcome`.
 */
export function openaiProvider(options: { name: string; apiKey: string; baseUrl?: string }): TrainingProvider {
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? null,
    maxRetries: 0,
    timeout: TIMEOUT_MS,
  });
  const { jobs } = client.fineTuning;
  return {
    name: options.name,
    async findModel(model) {
      const found = await unlessMissing(async () => await client.models.retrieve(model));
      if (found === undefined) return undefined;
      const shutdownAt = Date.parse(found.shutdown_date ?? '');
      return { shutdownAt: Number.isNaN(shutdownAt) ? null : shutdownAt };
    },
    async findFile(name) {
      const goodUntilS = Date.now() / 1000 + LEAST_FILE_LIFE_S;
      const files = await asked(async () =>
        takeFrom(
          client.files.list({ purpose: 'fine-tune', order: 'desc' }),
          (file) => file.filename === name && (file.expires_at ?? Infinity) > goodUntilS,
        ),
      );
      return files[0]?.id;
    },
    upload: async (path, name) => await asked(async () => await upload(client, path, name)),
    async removeFile(fileId) {
      await unlessMissing(async () => await client.files.delete(fileId));
    },
    async start({ runId, model, trainFile, validationFile, epochs, suffix }) {
      const job = await asked(async () =>
        jobs.create({
          model,
          training_file: trainFile,
          ...(validationFile === null ? {} : { validation_file: validationFile }),
          method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: epochs } } },
          suffix,
          metadata: { [RUN_ID]: runId },
        }),
      );
      return toTrainingJob(job, null);
    },
    async findStarted(runId) {
      const found = await asked(async () =>
        takeFrom(jobs.list({ metadata: { [RUN_ID]: runId } }), (job) => job.metadata?.[RUN_ID] === runId),
      );
      return found.map((job) => toTrainingJob(job, null)).toSorted((a, b) => a.createdAt - b.createdAt);
    },
    async status(jobId) {
      const [job, events] = await asked(
        async () => await Promise.all([jobs.retrieve(jobId), jobs.listEvents(jobId, { limit: 1 })]),
      );
      return toTrainingJob(job, events.data[0]?.message ?? null);
    },
    async cancel(jobId) {
      const { status } = await asked(async () => await jobs.retrieve(jobId));
      if (['succeeded', 'failed', 'cancelled'].includes(status)) return;
      await unlessMissing(async () => await jobs.cancel(jobId));
    },
    async complete({ model, messages, tools, signal }) {
      const answer = await asked(
        async () =>
          await client.chat.completions.create(
            {
              model,
              messages: messages.map(toQuestion),
              tools: [...tools],
              parallel_tool_calls: false,
              temperature: 0,
            },
            { signal },
          ),
      );
      return readToolCall(answer);
    },
  };
}
