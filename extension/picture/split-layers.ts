import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { choosePalette } from './choose-palette.ts';
import { readBlocks, type Blocks } from './read-blocks.ts';

/** The layers of a picture: the flat one is transparent where it has nothing to say, and lies over the other. */
export type Layers = {
  /** What is like a photograph; plain where the flat one covers it. Null when that is everywhere. */
  photographic: Pixels | null;
  /** Text, lines and even areas, in few colours. Null when there are none. */
  flat: Pixels | null;
};

/** A colour is a ground on which things are written when it is that of so many of a picture's blocks. */
const GROUND_SHARE = 0.02;

/** So much of a flat block keeps its very colours: a letter's edges are less than that, a gradient is more. */
const KEPT_SHARE = 0.6;

/** Of a block's edge, when that much is not ground, what is beyond it goes on in the block. */
const REACHED_SHARE = 0.5;

/**
 * Divides a picture into what is best coded as a photograph and what is not: writing on an even ground has few colours
 * and sharp edges, which photographs' codes need many bytes for and still blur. Grounds and everything else that is
 * even keep their exact colours; the shades at the edges of letters are told apart as far as `choosePalette` does.
 */
export function splitLayers(pixels: Pixels): Layers {
  const blocks = readBlocks(pixels);
  const least = blocks.count * GROUND_SHARE;
  const areas = new Map<number, number>();
  blocks.each((block) => {
    if (blocks.isWritten[block] === 1) countOne(areas, blocks.grounds[block] ?? 0);
  });
  const isWritten = (block: number): boolean =>
    blocks.isWritten[block] === 1 && (areas.get(blocks.grounds[block] ?? 0) ?? 0) >= least;
  const isFlat = withoutEdges(blocks, isWritten);
  const colours = new Map<number, number>();
  blocks.each((block) => {
    if (isFlat(block)) blocks.eachPixel(block, (colour) => countOne(colours, colour));
  });
  const palette = choosePalette(colours);
  return paintLayers(pixels, blocks, { isFlat, palette });
}

/** Not those into which a photograph reaches: cut in two, its edge would be seen. */
function withoutEdges(blocks: Blocks, isWritten: (block: number) => boolean): (block: number) => boolean {
  const flat = new Set<number>();
  blocks.each((block) => {
    if (isWritten(block)) flat.add(block);
  });
  // Only once: a line of letters touches the next block too, and would be drawn into the photograph one by one.
  const reached = new Set([...flat].filter((block) => isReached(block, blocks, flat)));
  return (block) => flat.has(block) && !reached.has(block);
}

function isReached(block: number, { grounds, eachNeighbour }: Blocks, flat: ReadonlySet<number>): boolean {
  const ground = grounds[block];
  let found = false;
  eachNeighbour(block, (neighbour, edge) => {
    if (!flat.has(neighbour)) found ||= edge.filter((colour) => colour !== ground).length > edge.length * REACHED_SHARE;
  });
  return found;
}

function paintLayers(
  { data, width, height }: Pixels,
  blocks: Blocks,
  { isFlat, palette }: { isFlat: (block: number) => boolean; palette: ReadonlyMap<number, number> },
): Layers {
  const photographic = new Uint8ClampedArray(data);
  const flat = new Uint8ClampedArray(data.length);
  const [below, above] = [new Uint32Array(photographic.buffer), new Uint32Array(flat.buffer)];
  let flatBlocks = 0;
  blocks.each((block) => {
    if (!isFlat(block)) return;
    let [pixels, kept] = [0, 0];
    blocks.eachPixel(block, (colour) => {
      pixels++;
      if (palette.get(colour) === colour) kept++;
      else if (!palette.has(colour)) kept = -Infinity;
    });
    if (kept < pixels * KEPT_SHARE) return;
    flatBlocks++;
    const ground = blocks.grounds[block] ?? 0;
    blocks.eachPixel(block, (colour, at) => {
      above[at] = palette.get(colour) ?? colour;
      below[at] = ground;
    });
  });
  return {
    photographic: flatBlocks === blocks.count ? null : { data: photographic, width, height },
    flat: flatBlocks === 0 ? null : { data: flat, width, height },
  };
}

function countOne(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
