import encode from '@jsquash/webp/encode';
import type { WebpCodec } from './encode-webp.ts';

/** An `ImageData` is what the browser makes of pixels: its size is not among its own properties. */
export const webpCodec: WebpCodec = ({ data, width, height }, options) =>
  encode(new ImageData(data, width, height), options);
