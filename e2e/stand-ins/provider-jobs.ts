import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { trainingExample } from '../../shared/training/example.ts';
import { eventsOf, hasEnded, phaseOf, toJob } from './provider-job-clock.ts';
import { apiError, takeFault, type Job, type ProviderState } from './provider-state.ts';

const LEAST_EXAMPLES = 10;

/** One base model that lives and one that is gone, as `GET /models` shows them. */
export const baseModels: Readonly<Record<string, string | null>> = {
  'stand-in-base': null,
  'stand-in-base-retired': '2020-01-31',
};

const creation = z.object({
  model: z.string(),
  training_file: z.string(),
  validation_file: z.string().nullish(),
  suffix: z.string().min(1).max(64).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  method: z
    .object({
      type: z.literal('supervised'),
      supervised: z.object({
        hyperparameters: z.object({ n_epochs: z.union([z.literal('auto'), z.int().min(1).max(50)]).default('auto') }),
      }),
    })
    .optional(),
});

type Judged = Pick<Job, 'examples' | 'error'>;

function judgeLine(line: string, number: number): Judged {
  const invalid = (reason: string): Judged => {
    const message = `Invalid file format. Line ${number}: ${reason}`;
    return { examples: [], error: { code: 'invalid_training_file', message, param: 'training_file' } };
  };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return invalid('is not valid JSON.');
  }
  const parsed = trainingExample.safeParse(value);
  if (!parsed.success) return invalid(z.prettifyError(parsed.error));
  const last = parsed.data.messages.at(-1);
  if (last?.role !== 'assistant' || last.weight === 0)
    return invalid('the last message must be a weighted assistant one.');
  return { examples: [parsed.data], error: null };
}

function judgeFile(text: string): Judged {
  const lines = text.split('\n').filter((line, at, all) => line !== '' || at < all.length - 1);
  if (lines.length < LEAST_EXAMPLES) {
    const message = `Training file has ${lines.length} example(s), but must have at least ${LEAST_EXAMPLES} examples`;
    return { examples: [], error: { code: 'invalid_n_examples', message, param: 'training_file' } };
  }
  const judged = lines.map((line, at) => judgeLine(line, at + 1));
  const error = judged.find((line) => line.error !== null)?.error ?? null;
  return { examples: judged.flatMap(({ examples }) => examples), error };
}

function newJob(state: ProviderState, wanted: z.infer<typeof creation>, text: string): Job {
  const id = `ftjob-${randomBytes(9).toString('hex')}`;
  const { examples, error } = judgeFile(text);
  const breakdown = { code: 'server_error', message: 'The server had an error while training.', param: null };
  const name = `ft:${wanted.model}:stand-in:${wanted.suffix ?? ''}:${id.slice(-8)}`;
  return {
    id,
    createdAtMs: Date.now(),
    baseModel: wanted.model,
    trainFile: wanted.training_file,
    validationFile: wanted.validation_file ?? null,
    suffix: wanted.suffix ?? null,
    metadata: wanted.metadata ?? null,
    epochs: wanted.method?.supervised.hyperparameters.n_epochs ?? 'auto',
    examples,
    error: takeFault(state, 'breakdown') ? breakdown : error,
    model: takeFault(state, 'no_model') ? null : name,
    cancelledAtMs: null,
  };
}

/** `/fine_tuning/jobs` of the stand-in. A job's state follows from its age alone. */
export function jobRoutes(state: ProviderState): Hono {
  const routes = new Hono();
  const missing = { code: 'not_found', message: 'Could not find fine tune.' };

  routes.post('/fine_tuning/jobs', async (context) => {
    if (takeFault(state, 'too_many_requests')) {
      context.header('retry-after', '1');
      return apiError(context, 429, { code: 'rate_limit_exceeded', message: 'Rate limit reached.' });
    }
    if (takeFault(state, 'training_not_available')) {
      const message =
        'OpenAI is winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs.';
      return apiError(context, 403, { code: 'training_not_available', message });
    }
    const parsed = creation.safeParse(await context.req.json());
    if (!parsed.success) {
      return apiError(context, 400, { code: 'invalid_value', message: z.prettifyError(parsed.error) });
    }
    if (baseModels[parsed.data.model] !== null) {
      const message = `The model '${parsed.data.model}' does not exist or cannot be fine-tuned.`;
      return apiError(context, 400, { code: 'model_not_found', message, param: 'model' });
    }
    const file = state.files.get(parsed.data.training_file);
    const validation = parsed.data.validation_file;
    if (file === undefined || (validation && !state.files.has(validation))) {
      return apiError(context, 400, { code: 'invalid_file', message: 'No such File object.', param: 'training_file' });
    }
    const job = newJob(state, parsed.data, file.text);
    state.jobs.set(job.id, job);
    if (job.model !== null) state.models.set(job.model, job.examples);
    if (takeFault(state, 'lost_answer')) {
      return apiError(context, 500, { code: 'server_error', message: 'The server had an error.' });
    }
    return context.json(toJob(job, state.trainingMs));
  });

  routes.get('/fine_tuning/jobs', (context) => {
    const wanted = Object.entries(context.req.query()).flatMap(([key, value]) => {
      const name = /^metadata\[(.+)\]$/.exec(key)?.[1];
      return name === undefined ? [] : [[name, value] as const];
    });
    const jobs = [...state.jobs.values()].filter(({ metadata }) =>
      wanted.every(([name, value]) => metadata?.[name] === value),
    );
    const data = jobs.toReversed().map((job) => toJob(job, state.trainingMs));
    return context.json({ object: 'list', data, has_more: false });
  });

  routes.get('/fine_tuning/jobs/:id', (context) => {
    const job = state.jobs.get(context.req.param('id'));
    return job === undefined ? apiError(context, 404, missing) : context.json(toJob(job, state.trainingMs));
  });

  routes.get('/fine_tuning/jobs/:id/events', (context) => {
    const job = state.jobs.get(context.req.param('id'));
    if (job === undefined) return apiError(context, 404, missing);
    const limit = Number(context.req.query('limit') ?? 20);
    const events = eventsOf(job, state.trainingMs).toReversed();
    return context.json({ object: 'list', data: events.slice(0, limit), has_more: events.length > limit });
  });

  routes.post('/fine_tuning/jobs/:id/cancel', (context) => {
    const job = state.jobs.get(context.req.param('id'));
    if (job === undefined) return apiError(context, 404, missing);
    if (hasEnded(phaseOf(job, state.trainingMs))) {
      return apiError(context, 400, { code: 'invalid_state', message: 'The job has ended already.' });
    }
    job.cancelledAtMs = Date.now();
    return context.json(toJob(job, state.trainingMs));
  });

  routes.get('/models/:id', (context) => {
    const id = context.req.param('id');
    const shutdown = baseModels[id];
    if (shutdown === undefined && !state.models.has(id)) {
      return apiError(context, 404, { code: 'model_not_found', message: `The model '${id}' does not exist.` });
    }
    return context.json({ object: 'model', id, created: 0, owned_by: 'stand-in', shutdown_date: shutdown ?? null });
  });

  routes.get('/models', (context) => {
    const data = Object.entries(baseModels).map(([id, shutdown_date]) => ({
      object: 'model',
      id,
      created: 0,
      owned_by: 'stand-in',
      shutdown_date,
    }));
    return context.json({ object: 'list', data });
  });

  return routes;
}
