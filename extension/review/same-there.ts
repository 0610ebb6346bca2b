import type { Box } from '../../shared/geometry.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/**
 * Whether two pictures show the very same inside of a box. Frames that repeat others do so byte for byte, so that what
 * did not change on the page is the same, exactly.
 */
export function isSameThere(one: Pixels, other: Pixels, { x, y, width, height }: Box): boolean {
  if (one.width !== other.width || one.height !== other.height) return false;
  const [left, right] = [Math.max(0, Math.floor(x)), Math.min(one.width, Math.ceil(x + width))];
  const bottom = Math.min(one.height, Math.ceil(y + height));
  if (right <= left) return false;
  for (let row = Math.max(0, Math.floor(y)); row < bottom; row++) {
    const [from, to] = [(row * one.width + left) * 4, (row * one.width + right) * 4];
    for (let at = from; at < to; at++) if (one.data[at] !== other.data[at]) return false;
  }
  return true;
}
