import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/** Pixels a side of the windows that are compared, and how far apart they are. */
const [WINDOW, STEP] = [8, 4];
/** They keep even windows from dividing by nothing: (0.01 × 255)² and (0.03 × 255)². */
const [C1, C2] = [6.5025, 58.5225];

/**
 * How alike two pictures of one size look, from 0 to 1: the mean structural similarity of their brightness (Wang, Bovik,
 * Sheikh and Simoncelli, 2004) in square windows.
 */
export function structuralSimilarity(a: Pixels, b: Pixels): number {
  const [of, to] = [brightnessOf(a), brightnessOf(b)];
  let [sum, windows] = [0, 0];
  for (let y = 0; y + WINDOW <= a.height; y += STEP) {
    for (let x = 0; x + WINDOW <= a.width; x += STEP) {
      sum += similarity(of, to, { from: y * a.width + x, width: a.width });
      windows++;
    }
  }
  return sum / windows;
}

function brightnessOf({ data }: Pixels): Float64Array {
  const at = (index: number): number => data[index] ?? 0;
  return Float64Array.from(
    { length: data.length / 4 },
    (_, pixel) => 0.299 * at(pixel * 4) + 0.587 * at(pixel * 4 + 1) + 0.114 * at(pixel * 4 + 2),
  );
}

function similarity(a: Float64Array, b: Float64Array, { from, width }: { from: number; width: number }): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let row = 0; row < WINDOW; row++) {
    for (let at = from + row * width; at < from + row * width + WINDOW; at++) {
      const [one, other] = [a[at] ?? 0, b[at] ?? 0];
      sumA += one;
      sumB += other;
      squareA += one * one;
      squareB += other * other;
      product += one * other;
    }
  }
  const pixels = WINDOW * WINDOW;
  const [meanA, meanB] = [sumA / pixels, sumB / pixels];
  const spread = squareA / pixels - meanA * meanA + squareB / pixels - meanB * meanB;
  const together = product / pixels - meanA * meanB;
  return ((2 * meanA * meanB + C1) * (2 * together + C2)) / ((meanA * meanA + meanB * meanB + C1) * (spread + C2));
}
