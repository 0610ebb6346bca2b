import { limits } from '../limits.ts';
import type { FrameDelta } from './frame-delta.ts';

export type Size = { width: number; height: number };

/**
 * What is wrong with the frames of an archive, or undefined when nothing is: every delta's base is a picture or an
 * earlier delta, no chain is longer than `limits.maxFrameChain`, and every part lies inside with a picture of its size.
 * @param pictures the sizes of all pictures by name
 * @param deltas in the order of `frames.jsonl`
 * @param sizes is filled with the size of every frame by name, pictures included
 */
export function findFrameFault(
  pictures: ReadonlyMap<string, Size>,
  deltas: ReadonlyMap<string, FrameDelta>,
  sizes: Map<string, Size>,
): string | undefined {
  const depths = new Map<string, number>();
  for (const [name, size] of pictures) sizes.set(name, size);
  for (const [name, delta] of deltas) {
    const size = sizes.get(delta.base);
    if (size === undefined) return `the frame ${name} is made of ${delta.base}, which does not come before it`;
    const depth = (depths.get(delta.base) ?? 0) + 1;
    if (depth > limits.maxFrameChain) return `the frame ${name} is ${depth} frames away from a picture`;
    const fault = findPartFault(delta, size, pictures);
    if (fault !== undefined) return `the frame ${name} ${fault}`;
    depths.set(name, depth);
    sizes.set(name, size);
  }
  return undefined;
}

function findPartFault(
  { moved, patches }: FrameDelta,
  size: Size,
  pictures: ReadonlyMap<string, Size>,
): string | undefined {
  for (const area of moved) {
    const source = { ...area, x: area.x + area.dx, y: area.y + area.dy };
    if (!isInside(area, size) || !isInside(source, size)) return 'moves an area that lies outside of it';
  }
  for (const patch of patches) {
    const picture = pictures.get(patch.picture);
    if (picture === undefined) return `needs the picture ${patch.picture}, which is missing`;
    if (picture.width !== patch.width || picture.height !== patch.height) {
      return `has a place for the picture ${patch.picture} that does not have its size`;
    }
    if (!isInside(patch, size)) return 'has a patch that lies outside of it';
  }
  return undefined;
}

function isInside(area: Size & { x: number; y: number }, { width, height }: Size): boolean {
  return area.x >= 0 && area.y >= 0 && area.x + area.width <= width && area.y + area.height <= height;
}
