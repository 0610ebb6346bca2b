import { z } from 'zod';
import { sessionSummary } from '../archive/manifest.ts';
import { screening } from './screening.ts';
import { epochMs, sha256, uuid } from '../identifiers.ts';
import { outcome } from '../session/outcome.ts';
import { qualityReport } from '../quality/quality-report.ts';

/** What the server's lists and details show. Lists are pages: `{ items, nextCursor }`. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), nextCursor: z.string().nullable() });

export const sessionRow = sessionSummary.extend({
  archiveSha256: sha256,
  archiveBytes: z.int(),
  receivedAt: epochMs,
  screening,
});
export type SessionRow = z.infer<typeof sessionRow>;

export const sessionDetail = sessionRow.extend({ outcome, qualityReport });
export type SessionDetail = z.infer<typeof sessionDetail>;

/** Which sessions a list shows or a dataset takes. */
export const sessionFilter = z.object({
  site: z.string().max(255).optional(),
  participantId: uuid.optional(),
  scenarioId: z.string().max(100).optional(),
  type: sessionSummary.shape.type.optional(),
  verdict: sessionSummary.shape.verdict.optional(),
  completed: z.stringbool().optional(),
  minQuality: z.coerce.number().min(0).max(1).optional(),
  startedFrom: z.coerce.number().optional(),
  startedTo: z.coerce.number().optional(),
});
export type SessionFilter = z.infer<typeof sessionFilter>;

export const split = z.enum(['train', 'validation', 'test']);
export type Split = z.infer<typeof split>;

export const datasetRow = z.object({
  id: uuid,
  createdAt: epochMs,
  /** `stale`: somebody in it has withdrawn or was erased; it is not used any more. */
  state: z.enum(['building', 'ready', 'failed', 'stale']),
  /** Why it failed or is stale, in words; null otherwise. */
  failure: z.string().nullable(),
  filter: z.record(z.string(), z.unknown()),
  sessions: z.int(),
  /** Examples by split, after duplicates were dropped. */
  examples: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
  duplicatesDropped: z.int(),
  /** Lines that broke a rule of the provider, each with its reason. */
  rejected: z.array(z.object({ sessionId: uuid, line: z.int(), reason: z.string() })),
  sha256: sha256.nullable(),
});
export type DatasetRow = z.infer<typeof datasetRow>;

export const evaluation = z.object({
  examples: z.int(),
  sessions: z.int(),
  /** Share of steps whose target element was named rightly, over the steps that have a target. */
  elementAccuracy: z.number().nullable(),
  /** Mean token F1 of the action with its value, after Mind2Web (Deng et al. 2023). */
  actionF1: z.number(),
  /** Share of steps in which tool, target and value were all right. */
  stepSuccess: z.number(),
  /** Share of sessions in which every step was right. */
  taskSuccess: z.number(),
});
export type Evaluation = z.infer<typeof evaluation>;

export const trainingRunState = z.enum([
  'waiting',
  'uploading',
  'starting',
  'training',
  'evaluating',
  'succeeded',
  'failed',
  'cancelled',
]);
export type TrainingRunState = z.infer<typeof trainingRunState>;

/** `POST /v1/admin/training-runs`. Without a dataset, one is built from the filter first. */
export const trainingRunRequest = z.strictObject({
  datasetId: uuid.optional(),
  filter: sessionFilter.optional(),
  baseModel: z.string().min(1).max(200).optional(),
  epochs: z.int().min(1).max(50).optional(),
});

export const trainingRunRow = z.object({
  id: uuid,
  createdAt: epochMs,
  updatedAt: epochMs,
  state: trainingRunState,
  datasetId: uuid,
  provider: z.string(),
  baseModel: z.string(),
  epochs: z.int().nullable(),
  providerJobId: z.string().nullable(),
  /** The last words of the provider about it. */
  progress: z.string().nullable(),
  failure: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
  model: z.string().nullable(),
  evaluation: evaluation.nullable(),
});
export type TrainingRunRow = z.infer<typeof trainingRunRow>;
