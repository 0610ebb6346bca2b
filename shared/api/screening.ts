import { z } from 'zod';
import { archiveFiles, MANIFEST_PATH } from '../archive/manifest.ts';
import { epochMs, uuid } from '../identifiers.ts';

/**
 * Where a stored session stands with the server's own look for personal data (R11.4). Only `clear` and `released` ones
 * are shown to researchers and taken into datasets; `released` ones a person has looked at.
 */
export const screening = z.enum(['unscanned', 'clear', 'quarantined', 'released']);
export type Screening = z.infer<typeof screening>;

/** That personal data was found, and where; never what it was. */
export const personalFinding = z.strictObject({
  /** As the device's placeholders are called, for example `EMAIL`. */
  kind: z.string().regex(/^[A-Z_]{1,20}$/),
  file: z.enum([...archiveFiles, MANIFEST_PATH]),
  /** From 1. */
  line: z.int().min(1),
  /** For example `context.page.title`; what a page can name freely is `*`. */
  path: z.string().max(200),
});
export type PersonalFinding = z.infer<typeof personalFinding>;

/** No more findings than this are kept of one session: they are looked at, not counted. */
export const MAX_FINDINGS = 100;

/** `GET /v1/admin/quarantine`: sessions that wait for an administrator, latest first. */
export const quarantinedSession = z.object({
  sessionId: uuid,
  participantId: uuid.nullable(),
  sites: z.array(z.string()),
  startedAt: epochMs,
  receivedAt: epochMs,
  findings: z.array(personalFinding),
});
export type QuarantinedSession = z.infer<typeof quarantinedSession>;
