import { z } from 'zod';
import { sha256 } from '../identifiers.ts';
import { limits } from '../limits.ts';
import { shade } from './shade.ts';

const pixel = z.int().min(0).max(limits.maxPictureSide);
const length = z.int().min(1).max(limits.maxPictureSide);
const offset = z.int().min(-limits.maxPictureSide).max(limits.maxPictureSide);

/** A rectangle whose pixels are those of a source at (`x + dx`, `y + dy`): what was scrolled, or was there before. */
const movedArea = z.strictObject({
  /** Which of the `sources`, from 0. */
  of: z
    .int()
    .min(0)
    .max(limits.maxFrameSources - 1),
  x: pixel,
  y: pixel,
  width: length,
  height: length,
  dx: offset,
  dy: offset,
});
export type MovedArea = z.infer<typeof movedArea>;

/** A rectangle whose pixels lie at (`atX`, `atY`) of the frame's atlas. */
const patch = z.strictObject({ x: pixel, y: pixel, width: length, height: length, atX: pixel, atY: pixel });
export type Patch = z.infer<typeof patch>;

/** Before there were layers, stores had one name, or null. A line is named by its text, so that it stays as it is. */
const asLayers = (atlas: unknown): unknown => (atlas === null ? [] : typeof atlas === 'string' ? [atlas] : atlas);

/**
 * A frame that is made of others or of layers, as one line of `frames.jsonl`; the SHA-256 of the line's text is the
 * frame's name. It begins as its first source (a picture, or an earlier line) with its colours under the `shade`, into
 * which `moved` areas of any source are copied, of the first one as shaded; `patches`, all of them cut from one atlas,
 * are laid over that. A frame without sources is its atlas. A name holds the names of its sources, so that nothing can
 * be made of itself.
 */
export const frameDelta = z.strictObject({
  sources: z.array(sha256).max(limits.maxFrameSources),
  /** What a layer over everything, as behind a dialog, has made of the first source; null when there is none. */
  shade: shade.nullable(),
  moved: z.array(movedArea).max(limits.maxFrameParts),
  /** The pictures with the patches in them, of one size; each lies over the one before it, which is seen where it is transparent. */
  atlas: z.preprocess(asLayers, z.array(sha256).max(limits.maxFrameLayers)),
  patches: z.array(patch).max(limits.maxFrameParts),
});
export type FrameDelta = z.infer<typeof frameDelta>;
