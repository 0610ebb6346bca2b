import type { Box } from '../../shared/geometry.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/** One opaque colour: what is blurred or dimmed can be read again. Red, green, blue. */
const PAINT = [0x3d, 0x45, 0x51] as const;
/** Rectangles are padded by this much, in CSS pixels: glyphs reach over their boxes, and pages move by fractions. */
const PADDING = 4;

/** The rectangles in CSS pixels as they are painted: padded, on whole pixels. */
export function padded({ x, y, width, height }: Box): [x: number, y: number, width: number, height: number] {
  const left = Math.floor(x - PADDING);
  const top = Math.floor(y - PADDING);
  return [left, top, Math.ceil(x + width + PADDING) - left, Math.ceil(y + height + PADDING) - top];
}

/** A CSS colour. */
export const paint = `rgb(${PAINT.join(' ')})`;

/** The picture with the rectangles painted over; `pixels` are at CSS resolution and stay as they are. */
export function paintOver(pixels: Pixels, boxes: readonly Box[]): Pixels {
  const data = new Uint8ClampedArray(pixels.data);
  for (const box of boxes) {
    const [x, y, width, height] = padded(box);
    const [right, bottom] = [Math.min(pixels.width, x + width), Math.min(pixels.height, y + height)];
    for (let row = Math.max(0, y); row < bottom; row++) {
      for (let column = Math.max(0, x); column < right; column++) {
        data.set([...PAINT, 255], (row * pixels.width + column) * 4);
      }
    }
  }
  return { ...pixels, data };
}
