import type { MovedArea } from '../../shared/frames/frame-delta.ts';
import type { Shade } from '../../shared/frames/shade.ts';
import { limits } from '../../shared/limits.ts';
import type { KnownFrame } from '../store/database.ts';
import { findScroll } from './find-scroll.ts';
import { boundByTile, joinAreas, joinCells, type Area } from './join-areas.ts';
import { RUN, type Marks } from './marks.ts';

/** What a picture repeats of known frames: what is the same elsewhere, and what has to be pictured anew. */
export type Difference = {
  sources: KnownFrame[];
  /** What the first source is to be seen under. */
  shade: Shade | null;
  moved: MovedArea[];
  changed: Area[];
  changedPixels: number;
};

/** A cell is one run of pixels wide and this many rows high. */
const CELL_ROWS = 8;
/** A patch more needs a place in the frame's line and blocks of its own: up to so many pixels more, joining is cheaper. */
const PATCH_COSTS_PIXELS = 1_000;
/** Joining more pieces than this one by one takes too long. */
const MAX_PIECES = 400;
/** Searching what has moved, and in which frame, is worth it from here on. */
const MIN_FOUND_PIXELS = 2_000;
/** An area needs a place in the frame's line too. */
const MIN_AREA_PIXELS = 512;

/**
 * How a picture is made of known frames of its size: it begins as the one that repeats most in place or scrolled, and
 * takes what others still know. What is neither moved nor changed is in the same place as in the first source.
 * Undefined when there is none, or too much has changed for it to be worth anything.
 * @param base what to begin as instead; it has to be of the same size
 */
export function comparePictures(known: readonly KnownFrame[], after: Marks, base?: KnownFrame): Difference | undefined {
  const cells = cellsOf(after);
  const usable = known.filter((frame) => isUsable(frame, after));
  const found = (base ? [base] : usable)
    .filter((frame) => isUsable(frame, after))
    .map((frame) => ({ frame, left: cells.filter((cell) => !repeats(frame.marks, after, cell, 0)) }))
    .map(({ frame, left }) => ({ frame, left, telling: left.filter((cell) => !isEven(after, cell)) }))
    .toSorted(
      (a, b) =>
        sizeOf(a.telling) - sizeOf(b.telling) ||
        sizeOf(a.left) - sizeOf(b.left) ||
        a.frame.ancestors.length - b.frame.ancestors.length,
    )[0];
  if (!found) return undefined;
  const sources = [found.frame];
  const moved: MovedArea[] = [];
  let [left, unmoved] = [found.left, cells];
  for (;;) {
    // What is even costs next to nothing wherever it is, and is found wherever one looks.
    const sought = left.filter((cell) => !isEven(after, cell));
    if (sizeOf(sought) < MIN_FOUND_PIXELS || moved.length >= limits.maxFrameParts) break;
    const best = usable
      .filter((frame) => canJoin(frame, sources))
      .map((frame) => ({ frame, ...repeatElsewhere(frame.marks, after, sought) }))
      .toSorted((a, b) => b.foundPixels - a.foundPixels)[0];
    if (!best || best.foundPixels < MIN_FOUND_PIXELS) break;
    if (!sources.includes(best.frame)) sources.push(best.frame);
    const { frame, dy } = best;
    // What fits in place too, as plain areas do, is moved with the rest: one large area is simpler than its pieces.
    const fitting = unmoved.filter((cell) => repeats(frame.marks, after, cell, dy));
    const telling = joinCells(fitting).filter(
      (area) => sizeOf(sought.filter((cell) => contains(area, cell))) >= MIN_AREA_PIXELS,
    );
    const areas = largest(telling, limits.maxFrameParts - moved.length);
    if (areas.length === 0) break;
    moved.push(...areas.map((area) => ({ of: sources.indexOf(frame), ...area, dx: 0, dy })));
    const isLeft = (cell: Area): boolean => !areas.some((area) => contains(area, cell));
    [left, unmoved] = [left.filter(isLeft), unmoved.filter(isLeft)];
  }
  const pieces = joinCells(left);
  const changed = joinAreas(pieces.length > MAX_PIECES ? boundByTile(left) : pieces, {
    tolerance: PATCH_COSTS_PIXELS,
    most: limits.maxFrameParts,
  });
  return { sources, shade: null, moved, changed, changedPixels: sizeOf(changed) };
}

const sizeOf = (areas: readonly Area[]): number => areas.reduce((sum, { width, height }) => sum + width * height, 0);

function isUsable({ marks, ancestors }: KnownFrame, { width, height }: Marks): boolean {
  return marks.width === width && marks.height === height && ancestors.length < limits.maxFrameAncestors;
}

/** Whether a frame that is made of the sources and of this one too stays within what a reader has to expect. */
function canJoin(frame: KnownFrame, sources: readonly KnownFrame[]): boolean {
  if (sources.includes(frame)) return true;
  return sources.length < limits.maxFrameSources && ancestorsOf([...sources, frame]).length <= limits.maxFrameAncestors;
}

/** All frames that one made of these is made of. */
export function ancestorsOf(sources: readonly KnownFrame[]): string[] {
  return [...new Set(sources.flatMap(({ sha256, ancestors }) => [...ancestors, sha256]))];
}

/** By how many rows to move this frame, or not at all, so that it has most of the cells. */
function repeatElsewhere(before: Marks, after: Marks, cells: readonly Area[]): { dy: number; foundPixels: number } {
  return [0, findScroll(before, after, cells)]
    .map((dy) => ({ dy, foundPixels: sizeOf(cells.filter((cell) => repeats(before, after, cell, dy))) }))
    .reduce((best, one) => (one.foundPixels > best.foundPixels ? one : best));
}

function cellsOf({ width, height, columns }: Marks): Area[] {
  const cells: Area[] = [];
  for (let y = 0; y < height; y += CELL_ROWS) {
    for (let column = 0; column < columns; column++) {
      const x = column * RUN;
      cells.push({ x, y, width: Math.min(RUN, width - x), height: Math.min(CELL_ROWS, height - y) });
    }
  }
  return cells;
}

/** Whether all rows of a cell are alike: one colour, or upright lines. */
function isEven({ hashes, columns }: Marks, { x, y, height }: Area): boolean {
  const first = hashes[y * columns + x / RUN];
  for (let row = y + 1; row < y + height; row++) if (hashes[row * columns + x / RUN] !== first) return false;
  return true;
}

function contains(area: Area, { x, y }: Area): boolean {
  return x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height;
}

function repeats(before: Marks, after: Marks, { x, y, height }: Area, dy: number): boolean {
  if (y + dy < 0 || y + dy + height > before.height) return false;
  const column = x / RUN;
  for (let row = y; row < y + height; row++) {
    const hash = after.hashes[row * after.columns + column];
    if (hash !== before.hashes[(row + dy) * before.columns + column]) return false;
  }
  return true;
}

/** As many moved areas as a frame may have; the small ones left over are pictured anew, unless they fit in place. */
function largest(areas: readonly Area[], most: number): Area[] {
  return areas.toSorted((a, b) => b.width * b.height - a.width * a.height).slice(0, most);
}
