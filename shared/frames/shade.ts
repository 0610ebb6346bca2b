import { z } from 'zod';
import type { Pixels } from './rebuild-frame.ts';

const BITS = 14;
export const SHADE_ONE = 2 ** BITS;

/** One channel from 0 to 255 becomes `floor((value × scale + add) / 2^14)`, at most 255. */
const channel = z.strictObject({
  scale: z.int().min(0).max(SHADE_ONE),
  add: z
    .int()
    .min(0)
    .max(256 * SHADE_ONE - 1),
});
export type ChannelShade = z.infer<typeof channel>;

/** What an even, half transparent layer, such as the one behind a dialog, makes of the colours below: red, green, blue. */
export const shade = z.tuple([channel, channel, channel]);
export type Shade = z.infer<typeof shade>;

/** The picture as it looks under the layer; in integers, so that every reader gets the same. */
export function shadePixels({ data, width, height }: Pixels, [red, green, blue]: Shade): Pixels {
  const tables = [tableOf(red), tableOf(green), tableOf(blue)];
  const shaded = new Uint8ClampedArray(data);
  for (const [index, table] of tables.entries()) {
    for (let at = index; at < shaded.length; at += 4) shaded[at] = table[shaded[at] ?? 0] ?? 0;
  }
  return { data: shaded, width, height };
}

function tableOf({ scale, add }: ChannelShade): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.floor((value * scale + add) / SHADE_ONE)));
}
