import { z } from 'zod';
import { sessionFilter } from '../../shared/api/rows.ts';

/** What must stay on one side of the split: each session, all sessions of a task, or all sessions of a site. */
const splitBy = z.enum(['session', 'scenario', 'site']);

/** A misspelt name would take every session, so that unknown ones are refused. Only accepted sessions are ever taken. */
export const datasetFilter = sessionFilter
  .extend({ verdict: z.literal('accepted').optional(), completed: z.union([z.boolean(), z.stringbool()]).optional() })
  .strict();

/** `POST /v1/datasets`. */
export const datasetRequest = z.strictObject({
  filter: datasetFilter.default({}),
  splitBy: splitBy.default('session'),
});

/** What the `filter` column of a dataset holds: the parsed filter, in which `completed` is a boolean already. */
export const storedDatasetRequest = z.object({
  filter: sessionFilter.extend({ completed: z.boolean().optional() }),
  splitBy,
});
export type StoredDatasetRequest = z.infer<typeof storedDatasetRequest>;
