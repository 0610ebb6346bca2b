import type { EncodeOptions } from '@jsquash/webp/codec/enc/webp_enc.js';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { splitLayers } from './split-layers.ts';

/** Text that stands on an even ground is in the other layer, so that this one may be as coarse as pictures allow. */
const PHOTOGRAPHIC = { quality: 22, method: 6 } as const satisfies Partial<EncodeOptions>;
/** Without loss: its colours are few already. More effort gains two per cent and costs thirty times as long. */
const FLAT = { lossless: 1, quality: 50, method: 4 } as const satisfies Partial<EncodeOptions>;
/** Up to here it takes no time to try both, and the headers of two pictures are a part of the cost. */
const SMALL_PIXELS = 65_536;
/** What a picture more costs besides itself: its name in the frame's line. */
const NAME_BYTES = 40;

export type WebpCodec = (pixels: Pixels, options: Partial<EncodeOptions>) => Promise<ArrayBuffer>;

/**
 * Encodes a picture as layers of which each lies over the one before it, the flat one last, or as one photograph where
 * nothing is flat; of a small picture both are tried, and the smaller counts.
 */
export async function encodeWebp(pixels: Pixels, codec: WebpCodec): Promise<Uint8Array<ArrayBuffer>[]> {
  const { photographic, flat } = splitLayers(pixels);
  const asOne = async () => [new Uint8Array(await codec(pixels, PHOTOGRAPHIC))];
  if (flat === null) return asOne();
  const layers = [new Uint8Array(await codec(flat, FLAT))];
  if (photographic !== null) layers.unshift(new Uint8Array(await codec(photographic, PHOTOGRAPHIC)));
  if (pixels.width * pixels.height > SMALL_PIXELS) return layers;
  const one = await asOne();
  return costOf(layers) <= costOf(one) ? layers : one;
}

function costOf(layers: readonly Uint8Array[]): number {
  return layers.reduce((sum, { byteLength }) => sum + byteLength + NAME_BYTES, 0);
}
