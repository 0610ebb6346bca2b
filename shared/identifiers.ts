import { z } from 'zod';

/** A UUID made by whoever creates the thing, so that sending it twice is harmless. */
export const uuid = z.uuid();
/** Lower-case hexadecimal SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a lower-case hexadecimal SHA-256');
/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Fractions are kept: they order interactions. */
export const epochMs = z.number().min(0).max(4_102_444_800_000);
