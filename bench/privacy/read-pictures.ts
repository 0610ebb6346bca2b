import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, type Worker } from 'tesseract.js';
import { pictureOf } from '../../e2e/harness/picture-of.ts';
import type { OpenArchive } from '../../e2e/harness/read-archive.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

export type Eyes = { read(picture: Buffer): Promise<string>; close(): Promise<void> };

/** Reads Latin letters in pictures, from data that lie in the packages: nothing is fetched. */
export async function openEyes(): Promise<Eyes> {
  const require = createRequire(import.meta.url);
  const data = dirname(require.resolve('@tesseract.js-data/eng/package.json'));
  const worker: Worker = await createWorker('eng', 1, {
    langPath: join(data, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  });
  return {
    read: async (picture) => (await worker.recognize(picture)).data.text,
    close: async () => void (await worker.terminate()),
  };
}

/** The pictures of an archive as its readers rebuild them, each once. */
export async function picturesOf(archive: OpenArchive): Promise<Buffer[]> {
  const names = new Set(
    archive.interactions.flatMap(({ screenshots: { before, after, burst } }) =>
      [before, after, ...burst].flatMap((frame) => ('sha256' in frame ? [frame.sha256] : [])),
    ),
  );
  return Promise.all([...names].map(async (name) => bitmapOf(await pictureOf(archive, name))));
}

const HEADER_BYTES = 54;

/** An uncompressed Windows bitmap, 24 bits for each pixel, lines from the bottom up. */
function bitmapOf({ data, width, height }: Pixels): Buffer {
  const line = Math.ceil((width * 3) / 4) * 4;
  const bitmap = Buffer.alloc(HEADER_BYTES + line * height);
  bitmap.write('BM');
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(HEADER_BYTES, 10);
  bitmap.writeUInt32LE(40, 14);
  bitmap.writeInt32LE(width, 18);
  bitmap.writeInt32LE(height, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const to = HEADER_BYTES + (height - 1 - y) * line + x * 3;
      bitmap[to] = data[from + 2] ?? 0;
      bitmap[to + 1] = data[from + 1] ?? 0;
      bitmap[to + 2] = data[from] ?? 0;
    }
  }
  return bitmap;
}
