import { expect, test } from 'vitest';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { shadePixels } from '../../shared/frames/shade.ts';
import { findShade } from './find-shade.ts';

const [WIDTH, HEIGHT, HEADER] = [320, 240, 40];

/** A made-up page of many colours, on white. */
function page(): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let at = 0; at < HEADER * WIDTH * 4; at++) if (at % 4 < 3) data[at] = at % 160 < 80 ? 61 : 83;
  for (let at = HEADER * WIDTH; at < WIDTH * HEIGHT; at += 3) {
    data.set([(at * 7) & 255, (at * 13) & 255, (at >> 4) & 255], at * 4);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

/** The page under a layer of this colour; a dialog in front of it is white with dark lines, and a grey header stays. */
function dimmed(opacity: number, colour: readonly number[], round: (value: number) => number): Pixels {
  const { data, ...size } = page();
  const after = data.map((value, at) =>
    at % 4 === 3 ? 255 : round(value * (1 - opacity) + (colour[at % 4] ?? 0) * opacity),
  );
  for (let y = 80; y < 160; y++) {
    for (let x = 100; x < 220; x++) after.fill(y % 8 < 2 ? 20 : 255, (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
  }
  after.set(data.subarray(0, HEADER * WIDTH * 4));
  return { data: after, ...size };
}

test.each([
  ['black, as the browser’s own', 0.1, [0, 0, 0], Math.floor],
  ['black, as shops like it', 0.5, [0, 0, 0], Math.round],
  ['white', 0.7, [255, 255, 255], Math.round],
  ['coloured', 0.35, [20, 60, 140], Math.round],
])('a layer that is %s is found, exactly to the bit, beside the dialog', (_name, opacity, colour, round) => {
  const after = dimmed(opacity, colour, round);
  const shade = findShade(page(), after);
  if (!shade) throw new Error('no layer was found');
  const shaded = shadePixels(page(), shade);
  const wrong = new Set<number>();
  for (const [at, value] of shaded.data.entries()) if (value !== after.data[at]) wrong.add(at >> 2);
  const outside = [...wrong].filter((at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    return y >= HEADER && (x < 100 || x >= 220 || y < 80 || y >= 160);
  });
  expect(outside).toEqual([]);
});

test('the same page, and a window of another size, have no layer', () => {
  expect(findShade(page(), page())).toBeUndefined();
  expect(findShade(page(), { ...page(), width: HEIGHT, height: WIDTH })).toBeUndefined();
});
