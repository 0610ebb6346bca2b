/** A rectangle of whole pixels. */
export type Area = Record<'x' | 'y' | 'width' | 'height', number>;

const sizeOf = ({ width, height }: Area): number => width * height;

/** The fewest rectangles that simple joining gives for cells, each no wider than its row's: first along rows, then down. */
export function joinCells(cells: readonly Area[]): Area[] {
  const runs: Area[] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    if (last && last.y === cell.y && last.height === cell.height && last.x + last.width === cell.x)
      last.width += cell.width;
    else runs.push({ ...cell });
  }
  const joined: Area[] = [];
  const open = new Map<string, Area>();
  for (const run of runs) {
    const above = open.get(`${run.x} ${run.width} ${run.y}`);
    const grown = above ?? run;
    if (above) above.height += run.height;
    else joined.push(grown);
    open.set(`${grown.x} ${grown.width} ${grown.y + grown.height}`, grown);
  }
  return joined;
}

/**
 * Joins rectangles into those around them, the cheapest pair first, while that costs at most `tolerance` pixels more
 * than the two, and until at most `most` are left.
 */
export function joinAreas(areas: readonly Area[], { tolerance, most }: { tolerance: number; most: number }): Area[] {
  const left = [...areas];
  for (;;) {
    let best: { i: number; j: number; around: Area; cost: number } | undefined;
    for (const [i, a] of left.entries()) {
      for (let j = i + 1; j < left.length; j++) {
        const b = left[j];
        if (!b) continue;
        const around = areaAround(a, b);
        const cost = sizeOf(around) - sizeOf(a) - sizeOf(b);
        if (!best || cost < best.cost) best = { i, j, around, cost };
      }
    }
    if (!best || (best.cost > tolerance && left.length <= most)) return left;
    left.splice(best.j, 1);
    left.splice(best.i, 1, best.around);
  }
}

/** Pixels a side, about as large as a picture or a paragraph. */
const TILE = { width: 128, height: 64 };

/** The rectangles around those cells that lie in one tile of the picture: few, whatever has changed. */
export function boundByTile(cells: readonly Area[]): Area[] {
  const tileOf = ({ x, y }: Area): string => `${Math.floor(x / TILE.width)} ${Math.floor(y / TILE.height)}`;
  return [...Map.groupBy(cells, tileOf).values()].map((inside) => inside.reduce(areaAround));
}

function areaAround(a: Area, b: Area): Area {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  return { x, y, width, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
