import type { WebpCodec } from './encode-webp.ts';

/** About half of the bytes of a photograph at the usual quality; headings, prices and buttons stay legible. */
const MOST = 10;

/** Writes photographs at a lower quality, for a device with little room left. What is of few colours stays nearly exact. */
export function thriftyCodec(codec: WebpCodec): WebpCodec {
  return (pixels, options) =>
    codec(pixels, options.lossless === 1 ? options : { ...options, quality: Math.min(MOST, options.quality ?? MOST) });
}
