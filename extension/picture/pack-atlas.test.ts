import { expect, test } from 'vitest';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import type { Area } from './join-areas.ts';
import { packAtlas } from './pack-atlas.ts';

/** No two pixels are alike. */
function picture(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) data.set([at & 255, (at >> 8) & 255, at >> 16, 255], at * 4);
  return { data, width, height };
}

const colourAt = ({ data, width }: Pixels, x: number, y: number): number =>
  new Uint32Array(data.buffer)[y * width + x] ?? 0;

test('every pixel of every area lies in the atlas where its patch says, whatever the areas are', () => {
  const page = picture(300, 200);
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 16_807) % 2_147_483_647) % below;
  for (let round = 0; round < 30; round++) {
    const areas = Array.from({ length: 1 + random(12) }, (): Area => {
      const [x, y] = [random(290), random(190)];
      return { x, y, width: 1 + random(300 - x), height: 1 + random(200 - y) };
    });
    const { atlas, patches } = packAtlas(page, areas);
    expect(patches.map(({ x, y, width, height }) => ({ x, y, width, height }))).toEqual(expect.arrayContaining(areas));
    for (const { x, y, width, height, atX, atY } of patches) {
      for (const [left, top] of [
        [0, 0],
        [width - 1, 0],
        [0, height - 1],
        [width - 1, height - 1],
        [random(width), random(height)],
      ] as const) {
        expect(colourAt(atlas, atX + left, atY + top)).toBe(colourAt(page, x + left, y + top));
      }
    }
  }
});

test('patches begin where the encoder’s blocks do, small ones side by side, and nothing is left transparent', () => {
  const { atlas, patches } = packAtlas(picture(300, 200), [
    { x: 0, y: 0, width: 30, height: 8 },
    { x: 50, y: 50, width: 100, height: 24 },
    { x: 200, y: 100, width: 32, height: 8 },
  ]);
  expect([atlas.width, atlas.height]).toEqual([112, 48]);
  expect(patches.map(({ atX, atY }) => [atX, atY])).toEqual([
    [0, 0],
    [0, 32],
    [32, 32],
  ]);
  expect(atlas.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
});
