import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/** Pixels a side: those of WebP's own blocks, so that a block is coded as the one or the other. */
export const BLOCK = 16;

/** The blocks of a picture, row by row; those at its right and lower edges may be smaller. Colours are 32 bits as they lie in memory. */
export type Blocks = {
  count: number;
  /** The commonest colour of each. */
  grounds: Uint32Array;
  /** 1 where a block is even, or something is written or drawn on an even ground: much of it has one colour, and all of it few. */
  isWritten: Uint8Array;
  each(visit: (block: number) => void): void;
  /** The blocks above, below, to the left and to the right of one, with the pixels of this one beside each. */
  eachNeighbour(block: number, visit: (neighbour: number, edge: readonly number[]) => void): void;
  eachPixel(block: number, visit: (colour: number, at: number) => void): void;
};

/** Smoothed letters have fifty shades; a photograph's edge on a white ground has more. */
const MAX_COLOURS = 64;
const GROUND_SHARE = 0.4;

export function readBlocks({ data, width, height }: Pixels): Blocks {
  const colours = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const columns = Math.ceil(width / BLOCK);
  const count = columns * Math.ceil(height / BLOCK);
  const [grounds, isWritten] = [new Uint32Array(count), new Uint8Array(count)];
  const each: Blocks['each'] = (visit) => {
    for (let block = 0; block < count; block++) visit(block);
  };
  const eachPixel: Blocks['eachPixel'] = (block, visit) => {
    const [left, top] = [(block % columns) * BLOCK, Math.floor(block / columns) * BLOCK];
    const [right, bottom] = [Math.min(width, left + BLOCK), Math.min(height, top + BLOCK)];
    for (let y = top; y < bottom; y++) {
      for (let at = y * width + left; at < y * width + right; at++) visit(colours[at] ?? 0, at);
    }
  };
  const eachNeighbour: Blocks['eachNeighbour'] = (block, visit) => {
    const [column, row] = [block % columns, Math.floor(block / columns)];
    const [left, top] = [column * BLOCK, row * BLOCK];
    const [right, bottom] = [Math.min(width, left + BLOCK), Math.min(height, top + BLOCK)];
    const upright = (x: number): number[] => Array.from({ length: bottom - top }, (_, y) => (top + y) * width + x);
    const level = (y: number): number[] => Array.from({ length: right - left }, (_, x) => y * width + left + x);
    const see = (neighbour: number, edge: number[]): void =>
      visit(
        neighbour,
        edge.map((at) => colours[at] ?? 0),
      );
    if (column > 0) see(block - 1, upright(left));
    if (right < width) see(block + 1, upright(right - 1));
    if (row > 0) see(block - columns, level(top));
    if (bottom < height) see(block + columns, level(bottom - 1));
  };
  each((block) => {
    const { ground, share, found } = summarise((visit) => eachPixel(block, visit));
    grounds[block] = ground;
    isWritten[block] = share >= GROUND_SHARE && found <= MAX_COLOURS ? 1 : 0;
  });
  return { count, grounds, isWritten, each, eachNeighbour, eachPixel };
}

/** The commonest colour, its share, and how many colours there are: of a photograph only that there are too many. */
function summarise(eachPixel: (visit: (colour: number) => void) => void): {
  ground: number;
  share: number;
  found: number;
} {
  const counts = new Map<number, number>();
  let [total, last, run] = [0, -1, 0];
  const close = (): void => {
    if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
  };
  eachPixel((colour) => {
    total++;
    if (colour === last) run++;
    else {
      close();
      [last, run] = [colour, 1];
    }
  });
  close();
  let [ground, most] = [0, 0];
  for (const [colour, size] of counts) if (size > most) [ground, most] = [colour, size];
  return { ground, share: most / total, found: counts.size };
}
