import type { FrameDelta } from './frame-delta.ts';

/** A decoded picture: four bytes (red, green, blue, alpha) for each pixel, row by row. */
export type Pixels = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number };

export type FrameSource = {
  /** What the frame is made of when it is stored as a delta; undefined when it is a picture of its own. */
  findDelta(sha256: string): FrameDelta | undefined;
  /** The decoded picture; rejects when there is none of this name. */
  decode(pictureSha256: string): Promise<Pixels>;
};

/**
 * The whole frame of this name. Outside of moved areas and patches it equals its rebuilt base byte for byte; inside of
 * patches, their decoded pictures. Every pixel has thus been through a lossy encoder exactly once, however long the
 * chain is.
 */
export async function rebuildFrame(sha256: string, source: FrameSource): Promise<Pixels> {
  const deltas: FrameDelta[] = [];
  let name = sha256;
  for (let delta = source.findDelta(name); delta; delta = source.findDelta(name)) {
    deltas.push(delta);
    name = delta.base;
  }
  let frame = await source.decode(name);
  for (const delta of deltas.toReversed()) frame = await applyDelta(frame, delta, source);
  return frame;
}

async function applyDelta(base: Pixels, { moved, patches }: FrameDelta, source: FrameSource): Promise<Pixels> {
  const frame = { ...base, data: new Uint8ClampedArray(base.data) };
  for (const { x, y, dx, dy, ...size } of moved) copyArea(base, frame, { ...size, fromX: x + dx, fromY: y + dy, x, y });
  for (const { x, y, width, height, picture } of patches) {
    copyArea(await source.decode(picture), frame, { fromX: 0, fromY: 0, x, y, width, height });
  }
  return frame;
}

type Copy = Record<'fromX' | 'fromY' | 'x' | 'y' | 'width' | 'height', number>;

/** @throws RangeError when the area does not lie inside of both: archives are checked before they are read. */
function copyArea(from: Pixels, to: Pixels, { fromX, fromY, x, y, width, height }: Copy): void {
  const fits = (left: number, top: number, pixels: Pixels): boolean =>
    left >= 0 && top >= 0 && left + width <= pixels.width && top + height <= pixels.height;
  if (!fits(fromX, fromY, from) || !fits(x, y, to)) throw new RangeError('a part of a frame lies outside of it');
  for (let row = 0; row < height; row++) {
    const start = ((fromY + row) * from.width + fromX) * 4;
    to.data.set(from.data.subarray(start, start + width * 4), ((y + row) * to.width + x) * 4);
  }
}
