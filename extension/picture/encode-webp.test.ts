import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import decodeWebp, { init as initDecoder } from '@jsquash/webp/decode';
import encodePixels, { init as initEncoder } from '@jsquash/webp/encode';
import { rebuildFrame, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import { encodeWebp, type WebpCodec } from './encode-webp.ts';
import { structuralSimilarity } from './structural-similarity.ts';

const [WIDTH, HEIGHT] = [320, 192];

/** As the codecs make and take it; Node has none. */
function ImageDataInNode(this: Pixels, data: Pixels['data'], width: number, height: number): void {
  Object.assign(this, { data, width, height });
}

// Real pictures are encoded here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  Object.assign(globalThis, { ImageData: ImageDataInNode });
  const read = (path: string) => readFile(new URL(`../../node_modules/@jsquash/webp/codec/${path}`, import.meta.url));
  await initEncoder(await WebAssembly.compile(new Uint8Array(await read('enc/webp_enc_simd.wasm'))));
  await initDecoder(await WebAssembly.compile(new Uint8Array(await read('dec/webp_dec.wasm'))));
});

type Rgb = readonly [number, number, number];

function draw(colourAt: (x: number, y: number) => Rgb): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let at = 0; at < WIDTH * HEIGHT; at++) data.set(colourAt(at % WIDTH, Math.floor(at / WIDTH)), at * 4);
  return { data, width: WIDTH, height: HEIGHT };
}

const noise = (x: number, y: number): number =>
  (Math.imul((x * 374_761) ^ Math.imul(y + 7, 668_265_263), 1_274_126_177) >>> 13) & 255;

/** Like smoothed letters, twelve pixels high with their spaces: one of ten shapes every seven pixels. */
function written(x: number, y: number): Rgb {
  const [column, row, shape] = [x % 7, y % 12, noise(Math.floor(x / 7), Math.floor(y / 12)) % 10];
  if (column > 4 || row > 7) return [255, 255, 255];
  const ink = noise(column * 13 + shape, row + shape * 31);
  const grey = ink < 60 ? 34 : ink < 110 ? 34 + ink : 255;
  return [grey, grey, grey];
}

/** Light that changes slowly, with grain, as in a photograph. */
function photographed(x: number, y: number): Rgb {
  const light = 120 + 60 * Math.sin(x / 40) + 40 * Math.cos(y / 30) + (noise(x, y) % 6);
  return [light, light * 0.8, light * 0.5 + 40];
}

const codec: WebpCodec = ({ data, width, height }, options) =>
  encodePixels(new ImageData(data, width, height), options);

const decode = async (webp: Uint8Array<ArrayBuffer> | undefined): Promise<Pixels> => {
  const { data, width, height } = await decodeWebp(webp?.buffer ?? new ArrayBuffer());
  return { data: new Uint8ClampedArray(data), width, height };
};

/** As every reader puts layers together. */
const seen = (layers: readonly Uint8Array<ArrayBuffer>[]): Promise<Pixels> =>
  rebuildFrame('frame', {
    findDelta: () => ({ sources: [], shade: null, moved: [], atlas: layers.map((_, at) => `${at}`), patches: [] }),
    decode: (name) => decode(layers[Number(name)]),
  });

const sizeOf = (layers: readonly Uint8Array[]): number => layers.reduce((sum, layer) => sum + layer.byteLength, 0);

test('a page of text and pictures is smaller as two layers than as a photograph, and looks more like itself', async () => {
  const page = draw((x, y) => (x < 128 ? photographed(x, y) : written(x, y)));
  const layers = await encodeWebp(page, codec);
  const photograph = new Uint8Array(await codec(page, { quality: 22, method: 6 }));
  expect(layers).toHaveLength(2);
  expect(sizeOf(layers)).toBeLessThan(photograph.byteLength * 0.8);
  const [ours, theirs] = [await seen(layers), await decode(photograph)];
  expect(structuralSimilarity(ours, page)).toBeGreaterThan(Math.max(0.97, structuralSimilarity(theirs, page)));
});

test('text alone is one flat picture in which grounds and ink keep their colours', async () => {
  const page = draw(written);
  const layers = await encodeWebp(page, codec);
  expect(layers).toHaveLength(1);
  const shown = await seen(layers);
  expect(structuralSimilarity(shown, page)).toBeGreaterThan(0.98);
  for (let at = 0; at < page.data.length; at += 4) {
    const before = page.data[at] ?? 0;
    if (before === 255 || before === 34) expect(shown.data[at]).toBe(before);
    else expect(Math.abs((shown.data[at] ?? 0) - before)).toBeLessThanOrEqual(40);
  }
});

test('a photograph stays one, whatever its frame is, and no time is spent on coding it as if it were flat', async () => {
  const asked: unknown[] = [];
  const layers = await encodeWebp(draw(photographed), async (pixels, options) => {
    asked.push(options.lossless);
    return codec(pixels, options);
  });
  expect([layers.length, asked]).toEqual([1, [undefined]]);
});

test('layers that would be larger together than one picture are not taken', async () => {
  const page = draw((x, y) => (x < 128 ? photographed(x, y) : written(x, y)));
  const layers = await encodeWebp(page, async (_pixels, { lossless }) => new ArrayBuffer(lossless === 1 ? 100 : 500));
  expect(layers).toEqual([new Uint8Array(500)]);
});

test('a photograph that ends inside of a block is not cut in two', async () => {
  const page = draw((x, y) => {
    if (x < 133) return photographed(x, y);
    return x < 160 ? [255, 255, 255] : written(x, y);
  });
  const shown = await seen(await encodeWebp(page, codec));
  const column = (pixels: Pixels): number[] =>
    Array.from({ length: HEIGHT }, (_, y) => pixels.data[(y * WIDTH + 129) * 4] ?? 0);
  const [after, before] = [column(shown), column(page)];
  const apart = after.map((value, y) => Math.abs(value - (before[y] ?? 0)));
  expect(apart.reduce((sum, one) => sum + one, 0) / HEIGHT).toBeLessThan(6);
});
