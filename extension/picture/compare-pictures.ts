import type { MovedArea } from '../../shared/frames/frame-delta.ts';
import { limits } from '../../shared/limits.ts';
import { findScroll } from './find-scroll.ts';
import { joinAreas, joinCells, type Area } from './join-areas.ts';
import { RUN, type Marks } from './marks.ts';

/** What a picture repeats of an earlier one: what has moved, and what has to be pictured anew. */
export type Difference = { moved: MovedArea[]; changed: Area[]; changedPixels: number };

/** A cell is one run of pixels wide and this many rows high. */
const CELL_ROWS = 8;
/** A picture of its own costs about as much as this many pixels more in another one. */
const PATCH_COSTS_PIXELS = 6_000;
/** With more pieces than this nearly everything has changed. */
const MAX_PIECES = 250;

/**
 * How `after` is made of `before`; undefined when they are of different sizes or too different for it to be worth
 * anything. What is neither moved nor changed is in the same place in both.
 */
export function comparePictures(before: Marks, after: Marks): Difference | undefined {
  if (before.width !== after.width || before.height !== after.height) return undefined;
  const dy = findScroll(before, after);
  const movedCells: Area[] = [];
  const changedCells: Area[] = [];
  for (const [cell, column] of cellsOf(after)) {
    const from = { column, y: cell.y, rows: cell.height };
    // What scrolled is preferred over what is the same in place: plain areas fit both, and one large piece is simpler.
    if (dy !== 0 && repeats(before, after, { ...from, dy })) movedCells.push(cell);
    else if (!repeats(before, after, { ...from, dy: 0 })) changedCells.push(cell);
  }
  const moved = largest(joinCells(movedCells));
  const pieces = joinCells([...changedCells, ...moved.left].toSorted((a, b) => a.y - b.y || a.x - b.x));
  if (pieces.length > MAX_PIECES) return undefined;
  const changed = joinAreas(pieces, { tolerance: PATCH_COSTS_PIXELS, most: limits.maxFrameParts });
  return {
    moved: moved.kept.map((area) => ({ ...area, dx: 0, dy })),
    changed,
    changedPixels: changed.reduce((sum, { width, height }) => sum + width * height, 0),
  };
}

function* cellsOf({ width, height, columns }: Marks): Generator<[Area, column: number]> {
  for (let y = 0; y < height; y += CELL_ROWS) {
    for (let column = 0; column < columns; column++) {
      const x = column * RUN;
      yield [{ x, y, width: Math.min(RUN, width - x), height: Math.min(CELL_ROWS, height - y) }, column];
    }
  }
}

function repeats(
  before: Marks,
  after: Marks,
  { column, y, rows, dy }: { column: number; y: number; rows: number; dy: number },
): boolean {
  if (y + dy < 0 || y + dy + rows > before.height) return false;
  for (let row = y; row < y + rows; row++) {
    const hash = after.hashes[row * after.columns + column];
    if (hash !== before.hashes[(row + dy) * before.columns + column]) return false;
  }
  return true;
}

/** As many moved areas as a frame may have; the small ones left over are pictured anew. */
function largest(areas: readonly Area[]): { kept: Area[]; left: Area[] } {
  const sorted = areas.toSorted((a, b) => b.width * b.height - a.width * a.height);
  return { kept: sorted.slice(0, limits.maxFrameParts), left: sorted.slice(limits.maxFrameParts) };
}
