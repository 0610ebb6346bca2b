import type { Area } from './join-areas.ts';
import { RUN, type Marks } from './marks.ts';

/** Fewer runs than this agree by chance, or are not worth it. */
const MIN_VOTES = 24;

/**
 * By how many rows most of what lies in `cells` has moved: a run of pixels at row `y` was at row `y + offset` before.
 * Zero when nothing was scrolled. Runs that occur more than once in their column (plain background) say nothing and do
 * not vote.
 */
export function findScroll(before: Marks, after: Marks, cells: readonly Area[]): number {
  const { columns } = after;
  const votes = new Map<number, number>();
  const rowsOf = new Map<number, Map<number, number>>();
  for (const cell of cells) {
    const column = cell.x / RUN;
    const rows = rowsOf.get(column) ?? uniqueRows(before, column);
    rowsOf.set(column, rows);
    for (let y = cell.y; y < cell.y + cell.height; y++) {
      const hash = after.hashes[y * columns + column] ?? 0;
      const row = rows.get(hash);
      if (row !== undefined && row !== REPEATED && row !== y) votes.set(row - y, (votes.get(row - y) ?? 0) + 1);
    }
  }
  const [offset, count] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [0, 0]);
  return count >= MIN_VOTES ? offset : 0;
}

const REPEATED = -1;

function uniqueRows({ columns, height, hashes }: Marks, column: number): Map<number, number> {
  const rows = new Map<number, number>();
  for (let y = 0; y < height; y++) {
    const hash = hashes[y * columns + column] ?? 0;
    rows.set(hash, rows.has(hash) ? REPEATED : y);
  }
  return rows;
}
