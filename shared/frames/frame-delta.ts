import { z } from 'zod';
import { sha256 } from '../identifiers.ts';
import { limits } from '../limits.ts';

const pixel = z.int().min(0).max(limits.maxPictureSide);
const length = z.int().min(1).max(limits.maxPictureSide);

/** A rectangle whose pixels are those of the base frame at (`x + dx`, `y + dy`): what was scrolled. */
const movedArea = z.strictObject({
  x: pixel,
  y: pixel,
  width: length,
  height: length,
  dx: z.int().min(-limits.maxPictureSide).max(limits.maxPictureSide),
  dy: z.int().min(-limits.maxPictureSide).max(limits.maxPictureSide),
});
export type MovedArea = z.infer<typeof movedArea>;

/** A rectangle with a picture of its own size in it. */
const patch = z.strictObject({ x: pixel, y: pixel, width: length, height: length, picture: sha256 });

/**
 * A frame that repeats another one in part, as one line of `frames.jsonl`; the SHA-256 of the line's text is the
 * frame's name. It begins as the base (a picture, or an earlier line), of which `moved` areas are taken from elsewhere;
 * `patches` are laid over that. A name holds the name of the base, so that no chain can lead back to itself.
 */
export const frameDelta = z.strictObject({
  base: sha256,
  moved: z.array(movedArea).max(limits.maxFrameParts),
  patches: z.array(patch).max(limits.maxFrameParts),
});
export type FrameDelta = z.infer<typeof frameDelta>;
