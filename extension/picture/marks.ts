/** Pixels are compared in runs of this many beside one another. */
export const RUN = 32;

/**
 * A 32-bit hash of every run of pixels of a redacted picture: all that is needed to find what a later one repeats of
 * it. `hashes[y * columns + column]`; the last run of a row may be shorter.
 */
export type Marks = { width: number; height: number; columns: number; hashes: Uint32Array };

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a over whole pixels. Each step is a bijection, so that runs which differ in one pixel never have the same hash,
 * and others have it once in four thousand million.
 */
export function markPixels({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): Marks {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const columns = Math.ceil(width / RUN);
  const hashes = new Uint32Array(columns * height);
  for (let y = 0; y < height; y++) {
    for (let column = 0; column < columns; column++) {
      const end = y * width + Math.min(width, (column + 1) * RUN);
      let hash = SEED;
      for (let at = y * width + column * RUN; at < end; at++) hash = Math.imul(hash ^ (pixels[at] ?? 0), PRIME);
      hashes[y * columns + column] = hash;
    }
  }
  return { width, height, columns, hashes };
}

export function isSamePicture(a: Marks, b: Marks): boolean {
  return a.width === b.width && a.height === b.height && a.hashes.every((hash, index) => hash === b.hashes[index]);
}
