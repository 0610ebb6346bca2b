import { expect, test } from 'vitest';
import { boundByTile, joinAreas, type Area } from './join-areas.ts';

const cell = (x: number, y: number): Area => ({ x, y, width: 32, height: 8 });

test('areas are joined while that costs little, and until few enough are left', () => {
  const areas = [cell(0, 0), cell(32, 0), cell(0, 400), cell(800, 400)];
  expect(joinAreas(areas, { tolerance: 100, most: 9 })).toHaveLength(3);
  expect(joinAreas(areas, { tolerance: 100, most: 1 })).toEqual([{ x: 0, y: 0, width: 832, height: 408 }]);
});

test('of any number of cells few rectangles are left, which hold them all', () => {
  const cells = Array.from({ length: 2_000 }, (_, index) => cell(((index * 7) % 40) * 32, ((index * 11) % 100) * 8));
  const bounds = boundByTile(cells);
  expect(bounds.length).toBeLessThanOrEqual(10 * 13);
  const holds = (bound: Area, { x, y }: Area): boolean =>
    x >= bound.x && y >= bound.y && x + 32 <= bound.x + bound.width && y + 8 <= bound.y + bound.height;
  expect(cells.filter((one) => !bounds.some((bound) => holds(bound, one)))).toEqual([]);
});
