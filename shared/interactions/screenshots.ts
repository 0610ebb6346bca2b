import { z } from 'zod';
import { epochMs, sha256 } from '../identifiers.ts';
import { limits } from '../limits.ts';
import { absent } from './absent.ts';

/** A redacted picture of the visible page. */
export const frame = z.strictObject({
  /** Its name: the SHA-256 of its WebP file, or of its line in `frames.jsonl` when it repeats another one in part. */
  sha256,
  at: epochMs,
  width: z.int().min(1).max(limits.maxPictureSide),
  height: z.int().min(1).max(limits.maxPictureSide),
  /** Rectangles that were painted over. */
  redactions: z.int().min(0),
  /** Shows nothing of use: one colour nearly everywhere (R4.3). */
  blank: z.boolean(),
});
export type Frame = z.infer<typeof frame>;

export const beforeFrame = frame.extend({
  /** Age of the picture when the action happened, in milliseconds. */
  stalenessMs: z.number().min(0),
  /** Whether anything was seen to change in the document acted in between the picture and the gesture. */
  domChanged: z.boolean(),
});

/** The fourth group. A picture that was not to be had is absent with its reason; an interaction is never dropped for it. */
export const screenshots = z.strictObject({
  before: z.union([beforeFrame, absent]),
  after: z.union([frame, absent]),
  /** Frames of a navigation until the page had settled. */
  burst: z.array(frame).max(10),
});
export type Screenshots = z.infer<typeof screenshots>;
