import { z } from 'zod';
import { epochMs, sha256 } from '../identifiers.ts';

/** `audio` is asked for apart: nothing else depends on it. */
export const consentPurpose = z.enum(['recording', 'training', 'audio']);
export type ConsentPurpose = z.infer<typeof consentPurpose>;

/** What a participant agreed to, when, and to exactly which words. */
export const consent = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  textSha256: sha256,
  language: z.string().min(2).max(35),
  grantedAt: epochMs,
  purposes: z.array(consentPurpose).min(1),
});
export type Consent = z.infer<typeof consent>;
