import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import decodeWebp, { init as initDecoder } from '@jsquash/webp/decode';
import encodeWebp, { init as initEncoder } from '@jsquash/webp/encode';
import { digest } from '../../shared/digest.ts';
import { findFrameFault } from '../../shared/frames/check-frames.ts';
import { frameDelta, type FrameDelta } from '../../shared/frames/frame-delta.ts';
import { rebuildFrame, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import { limits } from '../../shared/limits.ts';
import type { KnownFrame } from '../store/database.ts';
import { shadePixels } from '../../shared/frames/shade.ts';
import { encodeFrame, type ShownFrame } from './encode-frame.ts';
import type { Area } from './join-areas.ts';
import { RUN } from './marks.ts';

const [WIDTH, HEIGHT] = [320, 240];

/** As the codecs make and take it; Node has none. */
function ImageDataInNode(this: Pixels, data: Pixels['data'], width: number, height: number): void {
  Object.assign(this, { data, width, height });
}

// Real pictures are encoded here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  Object.assign(globalThis, { ImageData: ImageDataInNode });
  const codec = (path: string) => readFile(new URL(`../../node_modules/@jsquash/webp/codec/${path}`, import.meta.url));
  await initEncoder(await WebAssembly.compile(new Uint8Array(await codec('enc/webp_enc_simd.wasm'))));
  await initDecoder(await WebAssembly.compile(new Uint8Array(await codec('dec/webp_dec.wasm'))));
});

type Change = { scroll?: number; hover?: boolean; slide?: number; dialog?: boolean };

/** A made-up page, taller than the window: noise like that of text, on white, with a bar that stays on top. */
function draw(change: Change = {}): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    data.fill(greyAt(at % WIDTH, Math.floor(at / WIDTH), change), at * 4, at * 4 + 3);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

function greyAt(x: number, y: number, { dialog = false, ...change }: Change): number {
  if (y < 24) return x % 40 < 20 ? 60 : 80;
  if (!dialog) return greyOfPage(x, y, change);
  return x > 80 && x < 240 && y > 60 && y < 180 ? 250 : greyOfPage(x, y, change) >> 1;
}

function greyOfPage(x: number, y: number, { scroll = 0, hover = false, slide = 0 }: Change): number {
  const row = y + scroll;
  if (hover && row > 140 && row < 160 && x > 40 && x < 90) return 90;
  if (row > 60 && row < 110 && x >= 200 && x < 290) return noise(x + slide * 1_000, row);
  return row % 20 < 9 && x > 16 && x < 300 && noise(x, row) < 90 ? 30 : 255;
}

/** No two rows of it are alike, as no two lines of text are. */
const noise = (x: number, y: number): number =>
  (Math.imul((x * 374_761) ^ Math.imul(y + 7, 668_265_263), 1_274_126_177) >>> 13) & 255;

/** As a layer: nothing else is in it. */
function leftHalf({ data, width, height }: Pixels): Pixels {
  const half = new Uint8ClampedArray(data);
  for (let at = 0; at < width * height; at++) if (at % width >= width / 2) half.fill(0, at * 4, at * 4 + 4);
  return { data: half, width, height };
}

/** Keeps what the store would keep. */
function tab({ layers = 1 } = {}) {
  const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
  const deltas = new Map<string, FrameDelta>();
  let known: KnownFrame[] = [];
  let last: ShownFrame | undefined;
  const decode = async (sha256: string): Promise<Pixels> => {
    const webp = pictures.get(sha256);
    if (!webp) throw new Error(`no picture ${sha256}`);
    const { data, width, height } = await decodeWebp(webp.buffer);
    return { data: new Uint8ClampedArray(data), width, height };
  };
  return {
    pictures,
    deltas,
    async take(pixels: Pixels): Promise<{ sha256: string; newBytes: number }> {
      const encodeOne = async ({ data, width, height }: Pixels): Promise<Uint8Array<ArrayBuffer>> =>
        new Uint8Array(await encodeWebp(new ImageData(data, width, height), { quality: 75, lossless: layers - 1 }));
      const encode = async (part: Pixels): Promise<Uint8Array<ArrayBuffer>[]> =>
        Promise.all((layers === 1 ? [part] : [part, leftHalf(part)]).map(encodeOne));
      const frame = await encodeFrame(pixels, known, encode, last);
      last = { sha256: frame.sha256, pixels };
      known = structuredClone(frame.known);
      for (const { sha256, webp } of frame.pictures) pictures.set(sha256, webp);
      if (frame.line !== null) {
        expect(await digest(new TextEncoder().encode(frame.line))).toBe(frame.sha256);
        deltas.set(frame.sha256, frameDelta.parse(JSON.parse(frame.line)));
      }
      return { sha256: frame.sha256, newBytes: frame.pictures.reduce((sum, { webp }) => sum + webp.byteLength, 0) };
    },
    decode,
    rebuild(sha256: string): Promise<Pixels> {
      return rebuildFrame(sha256, { findDelta: (name) => deltas.get(name), decode });
    },
  };
}

function cut(pixels: Pixels, { x, y, width, height }: Area): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * pixels.width + x) * 4;
    data.set(pixels.data.subarray(start, start + width * 4), row * width * 4);
  }
  return { data, width, height };
}

const isSame = (a: Pixels, b: Pixels): boolean => Buffer.from(a.data).equals(Buffer.from(b.data));

const SHOPPING = [
  draw(),
  draw({ hover: true }),
  draw({ slide: 1 }),
  draw({ scroll: 37, slide: 1 }),
  draw({ scroll: 90, slide: 1 }),
  draw({ scroll: 90, slide: 1, hover: true }),
  draw({ scroll: 90, slide: 1, dialog: true }),
  draw({ scroll: 90, slide: 1 }),
  draw({ scroll: 21, slide: 2 }),
  draw({ slide: 2 }),
];

/** The same sequence in every run. */
function shopAround(frames: number, seed: number): Pixels[] {
  let state = seed;
  const random = (below: number): number => (state = (state * 16_807) % 2_147_483_647) % below;
  let change: Change = {};
  return Array.from({ length: frames }, () => {
    const next: Change[] = [
      { ...change, scroll: random(200) },
      { ...change, slide: random(4) },
      { ...change, hover: change.hover !== true },
      { ...change, dialog: change.dialog !== true },
    ];
    change = next[random(next.length)] ?? change;
    return draw(change);
  });
}

/** The delta's patches on an empty picture, and for every other pixel of which source it is and where it lies there. */
function layOut(
  { moved, patches }: FrameDelta,
  atlas: Pixels | undefined,
): { meant: Pixels; origin: Int32Array; from: Uint8Array } {
  const meant = { data: new Uint8ClampedArray(WIDTH * HEIGHT * 4), width: WIDTH, height: HEIGHT };
  const origin = new Int32Array(WIDTH * HEIGHT).map((_, index) => index);
  const from = new Uint8Array(WIDTH * HEIGHT);
  for (const { of, x, y, width, height, dx, dy } of moved) {
    for (let at = 0; at < width * height; at++) {
      const [left, top] = [x + (at % width), y + Math.floor(at / width)];
      origin[top * WIDTH + left] = (top + dy) * WIDTH + left + dx;
      from[top * WIDTH + left] = of;
    }
  }
  for (const { x, y, width, height, atX, atY } of patches) {
    for (let at = 0; at < width * height; at++) {
      const [left, top] = [at % width, Math.floor(at / width)];
      const [to, inAtlas] = [(y + top) * WIDTH + x + left, (atY + top) * (atlas?.width ?? 0) + atX + left];
      origin[to] = -1;
      meant.data.set(atlas?.data.subarray(inAtlas * 4, inAtlas * 4 + 4) ?? [], to * 4);
    }
  }
  return { meant, origin, from };
}

test.each([
  ['a planned trip', SHOPPING],
  ['some trip', shopAround(25, 11)],
  ['another trip', shopAround(25, 4_711)],
])(
  'on %s every rebuilt frame is its sources’ decoded pixels where nothing is new, and its patches elsewhere (R2.8)',
  async (_name, trip) => {
    const { take, rebuild, decode, deltas } = tab();
    const sources = new Map<string, Pixels>();
    for (const source of trip) {
      const { sha256 } = await take(source);
      sources.set(sha256, source);
      const rebuilt = await rebuild(sha256);
      const delta = deltas.get(sha256);
      if (delta === undefined) {
        expect(isSame(rebuilt, await decode(sha256))).toBe(true);
        continue;
      }
      // What is repeated was drawn with the very same colours there, under the shade where there is one.
      const drawn: Pixels[] = [];
      const decoded: Pixels[] = [];
      for (const [index, name] of delta.sources.entries()) {
        const shaded = (pixels: Pixels): Pixels =>
          index === 0 && delta.shade !== null ? shadePixels(pixels, delta.shade) : pixels;
        const original = sources.get(name);
        if (!original) throw new Error('the source was never taken');
        drawn.push(shaded(original));
        decoded.push(shaded(await rebuild(name)));
      }
      const { meant, origin, from } = layOut(
        delta,
        delta.atlas[0] === undefined ? undefined : await decode(delta.atlas[0]),
      );
      for (const [to, at] of origin.entries()) {
        if (at < 0) continue;
        const was = drawn[from[to] ?? 0]?.data.subarray(at * 4, at * 4 + 4);
        const is = source.data.subarray(to * 4, to * 4 + 4);
        if (is.some((value, channel) => value !== was?.[channel]))
          throw new Error(`pixel ${to} is not that of its source`);
        meant.data.set(decoded[from[to] ?? 0]?.data.subarray(at * 4, at * 4 + 4) ?? [], to * 4);
      }
      expect(isSame(rebuilt, meant)).toBe(true);
    }
  },
);

test('a frame costs what is new in it: a scroll its new rows, a closed dialog nothing (R2.4)', async () => {
  const { take } = tab();
  const taken = [];
  for (const source of SHOPPING) taken.push(await take(source));
  const bytes = taken.map(({ newBytes }) => newBytes);
  const [whole = 0, hover = 0, , scroll = 0] = bytes;
  expect(hover).toBeLessThan(whole / 8);
  expect(scroll).toBeLessThan(whole / 3);
  expect([bytes[7], taken[7]?.sha256]).toEqual([0, taken[4]?.sha256]);
});

test('a dialog costs itself, not the page that is dimmed behind it', async () => {
  const { take, deltas } = tab();
  const { newBytes: whole } = await take(draw({ scroll: 90 }));
  const { sha256, newBytes } = await take(draw({ scroll: 90, dialog: true }));
  expect(newBytes).toBeLessThan(whole / 8);
  expect(deltas.get(sha256)?.shade).not.toBeNull();
  // The dialog, and the bar that lies above the layer: even areas are found in any frame, but to say where costs more.
  expect(deltas.get(sha256)).toMatchObject({ moved: [], patches: [{}, {}] });
});

test('a whole page of two layers is a frame without sources, of which others are made', async () => {
  const { take, rebuild, deltas, decode } = tab({ layers: 2 });
  const { sha256 } = await take(draw());
  expect(deltas.get(sha256)).toMatchObject({
    sources: [],
    moved: [],
    patches: [],
    atlas: [expect.any(String), expect.any(String)],
  });
  const next = await take(draw({ hover: true }));
  expect(deltas.get(next.sha256)?.sources).toEqual([sha256]);
  const [lower, upper] = deltas.get(sha256)?.atlas ?? [];
  const [page, below, above] = [await rebuild(sha256), await decode(lower ?? ''), await decode(upper ?? '')];
  for (const at of [0, 4 * (WIDTH * 30 + 20), 4 * (WIDTH * 30 + 300)]) {
    const seen = above.data[at + 3] === 0 ? below : above;
    expect([...page.data.subarray(at, at + 4)]).toEqual([...seen.data.subarray(at, at + 4)]);
  }
});

test('what was scrolled out of view, or covered, and comes back is taken from the frames that have shown it', async () => {
  const { take, deltas } = tab();
  const { newBytes: whole } = await take(draw());
  await take(draw({ scroll: 130 }));
  const { sha256, newBytes } = await take(draw({ scroll: 60, hover: true }));
  expect(newBytes).toBeLessThan(whole / 8);
  expect(deltas.get(sha256)?.sources).toHaveLength(2);
});

test('many small changes one after the other do not add up to a worse picture', async () => {
  const { take, rebuild } = tab();
  const error = (a: Pixels, b: Pixels): number =>
    a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] ?? 0)), 0) / a.data.length;
  const errors: number[] = [];
  for (let step = 0; step < 15; step++) {
    const source = draw({ slide: step, scroll: (step * 13) % 100 });
    errors.push(error(await rebuild((await take(source)).sha256), source));
  }
  const first = errors[0] ?? 0;
  expect(Math.max(...errors)).toBeLessThan(first * 1.3);
});

test('no frame is made of more others than a reader expects, and the server finds no fault with any', async () => {
  const { take, pictures, deltas, decode } = tab();
  for (let step = 0; step < limits.maxFrameAncestors + 5; step++) await take(draw({ slide: step }));
  const sizes = new Map<string, { width: number; height: number }>();
  for (const name of pictures.keys()) sizes.set(name, await decode(name));
  expect(findFrameFault(sizes, deltas, new Map())).toBeUndefined();
});

test('a window of another size, and one that shows something else altogether, are whole pictures', async () => {
  const { take, deltas } = tab();
  await take(draw());
  const other = draw();
  for (let at = 0; at < other.data.length; at++) other.data[at] = at % 4 === 3 ? 255 : noise(at, at >> 9);
  await take(other);
  await take(cut(draw(), { x: 0, y: 0, width: WIDTH - RUN, height: HEIGHT }));
  expect(deltas.size).toBe(0);
});

test('a page that is gone back to is known by its whole picture, though others have been shown since', async () => {
  const { take } = tab();
  const product = draw();
  for (let at = 0; at < product.data.length; at++) product.data[at] = at % 4 === 3 ? 255 : noise(at, at >> 9);
  const first = await take(draw());
  for (const slide of [1, 2]) await take(draw({ slide }));
  await take(product);
  for (const grey of [0, 50, 100]) {
    product.data.fill(grey, 0, 4_000);
    await take(product);
  }
  expect(await take(draw())).toEqual({ sha256: first.sha256, newBytes: 0 });
});

test('a banner that never rests does not make a page unknown that is gone back to', async () => {
  const { take } = tab();
  const withBanner = (page: Pixels, step: number): Pixels => {
    const data = page.data.slice();
    for (let at = 0; at < WIDTH * 48; at++) data.fill(noise((at % WIDTH) + step * 1_000, at >> 9), at * 4, at * 4 + 3);
    return { ...page, data };
  };
  const product = draw();
  for (let at = 0; at < product.data.length; at++) product.data[at] = at % 4 === 3 ? 255 : noise(at, at >> 9);
  const { newBytes: whole } = await take(withBanner(draw(), 0));
  for (let step = 1; step < 12; step++) await take(withBanner(product, step));
  expect((await take(withBanner(draw(), 12))).newBytes).toBeLessThan(whole * 0.6);
});
