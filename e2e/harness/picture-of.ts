import { readFile } from 'node:fs/promises';
import decodeWebp, { init } from '@jsquash/webp/decode.js';
import { rebuildFrame, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import type { OpenArchive } from './read-archive.ts';

let ready: Promise<unknown> | undefined;

/** The pixels of a frame of an archive, rebuilt as every reader does it. @throws Error when a part of it is missing. */
export function pictureOf({ deltas, pictures }: OpenArchive, sha256: string): Promise<Pixels> {
  return rebuildFrame(sha256, {
    findDelta: (name) => deltas.get(name),
    async decode(name) {
      const file = pictures.get(name);
      if (!file) throw new Error(`the picture ${name} is missing`);
      await (ready ??= prepare());
      const { data, width, height } = await decodeWebp(new Uint8Array(file).buffer);
      return { data: new Uint8ClampedArray(data), width, height };
    },
  });
}

async function prepare(): Promise<void> {
  // The decoder makes one; Node has none.
  Object.assign(globalThis, {
    ImageData: function (this: Pixels, data: Pixels['data'], width: number, height: number): void {
      Object.assign(this, { data, width, height });
    },
  });
  const codec = new URL('../../node_modules/@jsquash/webp/codec/dec/webp_dec.wasm', import.meta.url);
  await init(await WebAssembly.compile(new Uint8Array(await readFile(codec))));
}

/** Red, green and blue of one pixel. */
export function colourAt({ data, width }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}
