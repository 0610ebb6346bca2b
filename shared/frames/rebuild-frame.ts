import type { FrameDelta } from './frame-delta.ts';
import { shadePixels } from './shade.ts';

/** A decoded picture: four bytes (red, green, blue, alpha) for each pixel, row by row. */
export type Pixels = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number };

export type FrameSource = {
  /** What the frame is made of when it is stored as a delta; undefined when it is a picture of its own. */
  findDelta(sha256: string): FrameDelta | undefined;
  /** The decoded picture; rejects when there is none of this name. */
  decode(pictureSha256: string): Promise<Pixels>;
};

/**
 * The whole frame of this name. Outside of moved areas and patches it equals its rebuilt first source byte for byte (or
 * what the shade makes of each), inside of moved areas the source that they name, inside of patches the uppermost layer
 * of their atlas that is not transparent there. Every pixel has thus been through a lossy encoder exactly once, however
 * many frames lie in between.
 */
export async function rebuildFrame(sha256: string, source: FrameSource): Promise<Pixels> {
  const rebuilt = new Map<string, Promise<Pixels>>();
  const rebuild = (name: string): Promise<Pixels> => {
    const before = rebuilt.get(name);
    if (before) return before;
    const delta = source.findDelta(name);
    const frame = delta ? build(delta) : source.decode(name);
    rebuilt.set(name, frame);
    return frame;
  };
  const build = async (delta: FrameDelta): Promise<Pixels> => {
    const sources: Pixels[] = [];
    for (const [index, name] of delta.sources.entries()) {
      const pixels = await rebuild(name);
      sources.push(index === 0 && delta.shade !== null ? shadePixels(pixels, delta.shade) : pixels);
    }
    const layers: Pixels[] = [];
    for (const name of delta.atlas) layers.push(await source.decode(name));
    const atlas = layers.length === 0 ? null : layOver(layers);
    return sources.length === 0 ? present(atlas) : applyDelta(sources, delta, atlas);
  };
  return rebuild(sha256);
}

/** @throws RangeError when a part does not lie inside, or is missing: archives are checked before they are read. */
function applyDelta(sources: readonly Pixels[], { moved, patches }: FrameDelta, atlas: Pixels | null): Pixels {
  const base = present(sources[0]);
  const frame = { data: new Uint8ClampedArray(base.data), width: base.width, height: base.height };
  for (const { of, x, y, dx, dy, width, height } of moved) {
    copyArea(present(sources[of]), frame, { fromX: x + dx, fromY: y + dy, x, y, width, height });
  }
  for (const { x, y, width, height, atX, atY } of patches) {
    copyArea(present(atlas), frame, { fromX: atX, fromY: atY, x, y, width, height });
  }
  return frame;
}

/** Pictures of one size that lie over one another, as they are seen. */
function layOver(layers: readonly Pixels[]): Pixels {
  const [lowest, ...others] = layers;
  const { width, height, data } = present(lowest);
  const seen = new Uint8ClampedArray(data);
  const pixels = new Uint32Array(seen.buffer);
  for (const layer of others) {
    if (layer.width !== width || layer.height !== height) throw new RangeError('the layers of a frame do not fit');
    const above = new Uint32Array(layer.data.buffer, layer.data.byteOffset, width * height);
    for (const [at, colour] of above.entries()) if (layer.data[at * 4 + 3] !== 0) pixels[at] = colour;
  }
  return { data: seen, width, height };
}

function present(pixels: Pixels | null | undefined): Pixels {
  if (!pixels) throw new RangeError('a frame lacks what it is made of');
  return pixels;
}

export type Copy = Record<'fromX' | 'fromY' | 'x' | 'y' | 'width' | 'height', number>;

/** Copies an area of one picture to a place in another. @throws RangeError when it does not lie inside of both. */
export function copyArea(from: Pixels, to: Pixels, { fromX, fromY, x, y, width, height }: Copy): void {
  const fits = (left: number, top: number, pixels: Pixels): boolean =>
    left >= 0 && top >= 0 && left + width <= pixels.width && top + height <= pixels.height;
  if (!fits(fromX, fromY, from) || !fits(x, y, to)) throw new RangeError('a part of a frame lies outside of it');
  for (let row = 0; row < height; row++) {
    const start = ((fromY + row) * from.width + fromX) * 4;
    to.data.set(from.data.subarray(start, start + width * 4), ((y + row) * to.width + x) * 4);
  }
}
