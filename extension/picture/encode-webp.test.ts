import { expect, test } from 'vitest';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { encodeWebp } from './encode-webp.ts';

function picture(colours: number): Pixels {
  const data = new Uint8ClampedArray(64 * 64 * 4).fill(255);
  for (let at = 0; at < 64 * 64; at++) {
    const colour = at % colours;
    data.set([colour & 255, colour >> 8], at * 4);
  }
  return { data, width: 64, height: 64 };
}

/** Answers with as many bytes as it is told, and counts. */
function codec(bytes: { photographic: number; flat: number }) {
  const asked: string[] = [];
  return {
    asked,
    encode: async (_pixels: Pixels, { lossless = 0 }: { lossless?: number }): Promise<ArrayBuffer> => {
      asked.push(lossless === 1 ? 'flat' : 'photographic');
      return new ArrayBuffer(lossless === 1 ? bytes.flat : bytes.photographic);
    },
  };
}

test('a picture of few colours is encoded as what it is where that is not larger', async () => {
  for (const [photographic, flat, taken] of [
    [500, 400, 400],
    [500, 500, 500],
    [500, 900, 500],
  ] as const) {
    const { encode, asked } = codec({ photographic, flat });
    expect((await encodeWebp(picture(100), encode)).byteLength).toBe(taken);
    expect(asked).toEqual(['photographic', 'flat']);
  }
});

test('no time is spent on encoding a photograph as if it were flat', async () => {
  const { encode, asked } = codec({ photographic: 500, flat: 1 });
  expect((await encodeWebp(picture(2_000), encode)).byteLength).toBe(500);
  expect(asked).toEqual(['photographic']);
});
