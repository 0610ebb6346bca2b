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
