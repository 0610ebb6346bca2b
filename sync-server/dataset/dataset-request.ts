import { z } from 'zod';
import { sessionFilter } from '../../shared/api/rows.ts';

/** What must stay on one side of the split: each session, all sessions of a task, or all sessions of a site. */
const splitBy = z.enum(['session', 'scenario', 'site']);

const onlyDone =
  'only true: a model would learn to fail from tasks that were not done; find those with GET /v1/sessions?completed=false';

/**
 * A misspelt name would take every session, so that unknown ones are refused. Only accepted sessions are ever taken, and
 * of tasks only those that were done: the others are kept on the server, but are nothing to imitate.
 */
export const datasetFilter = sessionFilter
  .extend({
    verdict: z.literal('accepted').optional(),
    completed: z.union([z.literal(true), z.literal('true').transform(() => true as const)], onlyDone).optional(),
  })
  .strict();

/** `POST /v1/datasets`. */
export const datasetRequest = z.strictObject({
  filter: datasetFilter.default({}),
  splitBy: splitBy.default('session'),
});

/** What the `filter` column of a dataset holds: the parsed filter, in which `completed` is no text any more. */
export const storedDatasetRequest = z.object({
  filter: sessionFilter.extend({ completed: z.literal(true).optional() }),
  splitBy,
});
export type StoredDatasetRequest = z.infer<typeof storedDatasetRequest>;
