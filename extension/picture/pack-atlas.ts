import type { Patch } from '../../shared/frames/frame-delta.ts';
import { copyArea, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import type { Area } from './join-areas.ts';

/** WebP codes blocks of so many pixels; a patch that begins in the middle of one shares it with another. */
const BLOCK = 16;

/**
 * Puts areas of a picture into one of their own, row by row, the highest first: each picture more in an archive costs
 * about 400 bytes of headers, names and listings. What is left over beside and below a patch repeats its edge, which
 * costs the encoder next to nothing.
 */
export function packAtlas(pixels: Pixels, areas: readonly Area[]): { atlas: Pixels; patches: Patch[] } {
  const width = upToBlock(Math.max(...areas.map((area) => area.width)));
  const patches: Patch[] = [];
  const shelves: { at: number; height: number }[] = [];
  let [x, y, height] = [0, 0, 0];
  for (const area of areas.toSorted((a, b) => b.height - a.height)) {
    if (x + area.width > width) [x, y, height] = [0, y + height, 0];
    if (x === 0) {
      height = upToBlock(area.height);
      shelves.push({ at: y, height });
    }
    patches.push({ ...area, atX: x, atY: y });
    x += upToBlock(area.width);
  }
  const atlas = { data: new Uint8ClampedArray(width * (y + height) * 4), width, height: y + height };
  for (const patch of patches) {
    copyArea(pixels, atlas, { ...patch, fromX: patch.x, fromY: patch.y, x: patch.atX, y: patch.atY });
    const shelf = shelves.find(({ at }) => at === patch.atY);
    if (shelf) continueEdges(atlas, patch, shelf.height);
  }
  return { atlas, patches };
}

const upToBlock = (length: number): number => Math.ceil(length / BLOCK) * BLOCK;

/** To the right up to the atlas's edge, where the next patch overwrites it, and down to the end of the shelf. */
function continueEdges({ data, width }: Pixels, patch: Patch, height: number): void {
  const colours = new Uint32Array(data.buffer);
  for (let row = patch.atY; row < patch.atY + patch.height; row++) {
    const end = row * width + patch.atX + patch.width;
    colours.fill(colours[end - 1] ?? 0, end, (row + 1) * width);
  }
  const last = (patch.atY + patch.height - 1) * width;
  for (let row = patch.atY + patch.height; row < patch.atY + height; row++) {
    colours.copyWithin(row * width + patch.atX, last + patch.atX, last + width);
  }
}
