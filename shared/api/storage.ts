import { z } from 'zod';
import { epochMs, uuid } from '../identifiers.ts';

/** Why the store was compared with the database. */
export const checkReason = z.enum(['start', 'nightly', 'administrator', 'command']);
export type CheckReason = z.infer<typeof checkReason>;

/**
 * `missing`: an archive without its object. `damaged`: an object with other content than was received. `orphan`: an
 * object on which nothing stands.
 */
export const findingKind = z.enum(['missing', 'damaged', 'orphan']);
export type FindingKind = z.infer<typeof findingKind>;

export const checkCounts = z.object({
  objects: z.int(),
  archives: z.int(),
  /** Archives whose content was read and compared with its digest. */
  verified: z.int(),
  missing: z.int(),
  damaged: z.int(),
  orphans: z.int(),
  /** What processes that died had left half-done, and was cleared away. */
  leftovers: z.int(),
  /** Consents and withdrawals that the database has forgotten, and that hold again once the orphans are adopted. */
  consentsWaiting: z.int().default(0),
});
export type CheckCounts = z.infer<typeof checkCounts>;

export const storageCheck = z.object({
  begunAt: epochMs,
  finishedAt: epochMs,
  reason: checkReason,
  counts: checkCounts,
});

export const storageFinding = z.object({
  kind: findingKind,
  objectKey: z.string(),
  sessionId: uuid.nullable(),
  words: z.string(),
});
export type StorageFinding = z.infer<typeof storageFinding>;

/** What a store is asked for, as it is charged for. */
export type UsageKind = 'write' | 'read' | 'restore';

/** Where an archive lies, as its bringing back sees it. */
export const restoration = z.object({
  state: z.enum(['hot', 'restoring']),
  /** When it will be there, as far as that is known; null when it is. */
  readyAt: epochMs.nullable(),
});
export type Restoration = z.infer<typeof restoration>;

const money = z.number();
const month = z.string().regex(/^\d{4}-\d{2}$/);

/** What training has cost in a month, by the provider's own counts. Testing the models is not in it. */
const trainingCosts = z.object({
  currency: z.string(),
  models: z.array(
    z.object({
      model: z.string(),
      runs: z.int(),
      trainedTokens: z.int(),
      /** Runs with a job at the provider that has not told its tokens: under way, failed or cancelled. */
      untold: z.int(),
      /** Null when no price of this model is known. */
      cost: money.nullable(),
    }),
  ),
  /** Of those whose price is known. */
  total: money,
});
export type TrainingCosts = z.infer<typeof trainingCosts>;

/** What storage is estimated to cost in a month, in `currency`; by the prices that the server is told. */
export const storageCosts = z.object({
  month,
  currency: z.string(),
  /** What lies there now, and what that costs in a whole month. */
  tiers: z.array(z.object({ tier: z.enum(['hot', 'cold']), archives: z.int(), bytes: z.int(), cost: money })),
  /** What this month's requests have cost so far. */
  usage: z.array(
    z.object({ kind: z.enum(['write', 'read', 'restore']), requests: z.int(), bytes: z.int(), cost: money }),
  ),
  /** Files of datasets, which always lie in hot storage. */
  datasets: z.object({ datasets: z.int(), bytes: z.int(), cost: money }),
  /** Of these three: what the budget is for. */
  total: money,
  budget: money.nullable(),
  /** When this month's estimate passed the budget; null when it has not. */
  passedAt: epochMs.nullable(),
  /** By site and month of arrival, the largest first, five hundred at most. */
  items: z.array(z.object({ site: z.string(), month, archives: z.int(), bytes: z.int(), cost: money })),
  /** Beside the total: it is no storage, and may be charged in another currency. */
  training: trainingCosts,
});
export type StorageCosts = z.infer<typeof storageCosts>;
