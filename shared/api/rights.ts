import { z } from 'zod';
import { epochMs, uuid } from '../identifiers.ts';
import { consentPurpose } from '../session/consent.ts';

/**
 * `POST /v1/me/withdrawal`. Without purposes, all of them. Withdrawing `recording` ends taking part: nothing more is
 * taken in. Withdrawing `training` keeps the sessions out of datasets to come, and makes stale those that hold them.
 */
export const withdrawalRequest = z.strictObject({
  purposes: z.array(consentPurpose).min(1).optional(),
  /** The moment by the device's clock: sessions recorded before it are refused from now on. */
  at: epochMs.optional(),
});
export type WithdrawalRequest = z.infer<typeof withdrawalRequest>;

export const erasureSubject = z.enum(['participant', 'session']);
export type ErasureSubject = z.infer<typeof erasureSubject>;

/** Who wanted it: the participant, an administrator, or the end of the retention period. */
export const erasureReason = z.enum(['participant', 'administrator', 'retention']);
export type ErasureReason = z.infer<typeof erasureReason>;

/** `emptying`: rows. `removing-files`: archives and dataset files. `removing-uploads`: files at a training provider. */
export const erasureState = z.enum(['emptying', 'removing-files', 'removing-uploads', 'done']);
export type ErasureState = z.infer<typeof erasureState>;

export const erasureCounts = z.object({
  sessions: z.int(),
  bytes: z.int(),
  interactions: z.int(),
  pictures: z.int(),
  /** Archives that had arrived in part. */
  uploads: z.int(),
  /** Datasets that held lines of it; their files were removed. */
  datasets: z.int(),
  providerFiles: z.int(),
  tokens: z.int(),
  consentRecords: z.int(),
});
export type ErasureCounts = z.infer<typeof erasureCounts>;

/**
 * Certificate of an erasure: what was erased and when, without a word on whom. `GET /v1/erasures/{id}` shows it to
 * whoever knows its random id, since after it there is no token left to ask with.
 */
export const erasureCertificate = z.object({
  certificate: z.literal('codesight-erasure'),
  id: uuid,
  subject: erasureSubject,
  reason: erasureReason,
  askedAt: epochMs,
  /** Null while it is under way. */
  finishedAt: epochMs.nullable(),
  state: erasureState,
  erased: erasureCounts,
  /** Models that had been trained with it: they cannot forget. */
  models: z.array(z.string()),
  /** What is left, in sentences. */
  remains: z.array(z.string()),
});
export type ErasureCertificate = z.infer<typeof erasureCertificate>;
