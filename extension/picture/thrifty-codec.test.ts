import { expect, test } from 'vitest';
import { encodeWebp, type WebpCodec } from './encode-webp.ts';
import { thriftyCodec } from './thrifty-codec.ts';

/** A codec whose bytes tell how it was asked; photographs are the larger, the better they are. */
const codec: WebpCodec = async (_pixels, { lossless, quality = 0 }) =>
  new Uint8Array(lossless === 1 ? 15 : quality).fill(quality).buffer;

const pixels = (colourAt: (index: number) => number) => {
  const data = new Uint8ClampedArray(4 * 4_096);
  new Uint32Array(data.buffer).forEach((_, index, all) => (all[index] = colourAt(index)));
  return { width: 64, height: 64, data };
};

test('photographs are coarser where little room is left, and what is of few colours stays nearly exact', async () => {
  const photograph = pixels((index) => 0xff000000 + index);
  const usual = await encodeWebp(photograph, codec);
  const low = await encodeWebp(photograph, thriftyCodec(codec));
  expect(usual[0]?.length).toBeGreaterThan(15);
  expect(low.map(({ length }) => length)).toEqual([5]);
  const flat: unknown[] = [];
  await encodeWebp(
    pixels((index) => (index % 8 === 0 ? 0xff000000 : 0xffffffff)),
    thriftyCodec(async (...given) => (flat.push(given[1]), codec(...given))),
  );
  expect(flat).toContainEqual(expect.objectContaining({ lossless: 1, quality: 50 }));
});
