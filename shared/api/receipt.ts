import { z } from 'zod';
import { epochMs, sha256, uuid } from '../identifiers.ts';
import { screening } from './screening.ts';
import { qualityReport } from '../quality/quality-report.ts';

/**
 * The server's word that it has stored an archive for good. Only a receipt whose `archiveSha256` equals the device's
 * own makes the local copy removable; any other answer, a plain 200 of a captive portal included, is none.
 */
export const receipt = z.object({
  receipt: z.literal('codesight'),
  sessionId: uuid,
  archiveSha256: sha256,
  bytes: z.int().min(1),
  storedAt: epochMs,
  verdict: qualityReport.shape.verdict,
  /** What the server's own look for personal data has come to; it may still be to come. */
  screening: screening.optional(),
  /** True when this archive had been stored before. */
  duplicate: z.boolean(),
});
export type Receipt = z.infer<typeof receipt>;

/**
 * The upload protocol (in the manner of draft-ietf-httpbis-resumable-upload):
 *   PUT   /v1/archives/{sessionId}  whole body; `Upload-Length`, `Repr-Digest`        → 201 or 200 receipt
 *   HEAD  /v1/archives/{sessionId}  → `Upload-Offset`, `Upload-Complete`; 404 when nothing has arrived
 *   PATCH /v1/archives/{sessionId}  the rest; `Upload-Offset`, `Upload-Length`, `Repr-Digest` → 201 receipt
 */
export const uploadHeaders = {
  length: 'upload-length',
  offset: 'upload-offset',
  complete: 'upload-complete',
  digest: 'repr-digest',
  partialType: 'application/partial-upload',
} as const;

/** `Repr-Digest` (RFC 9530) of a hexadecimal SHA-256: `sha-256=:<base64>:`. */
export function reprDigest(hex: string): string {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
}

/** The hexadecimal SHA-256 in a `Repr-Digest` header, or undefined when there is none. */
export function findDigest(header: string): string | undefined {
  const base64 = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header)?.[1];
  if (base64 === undefined) return undefined;
  return Array.from(atob(base64), (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
