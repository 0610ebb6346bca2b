/** Colours in a palette: what WebP codes without loss as one byte for each pixel. One is left for what is transparent. */
const MAX_COLOURS = 255;
/** A colour of so many pixels is an area's own and stays as it is; fewer are the shades at the edges of letters. */
const AREA_PIXELS = 256;
/** Shades are told apart from so far on, in any of red, green and blue: six from black to white. */
const SHADE_DISTANCE = 40;
/** Of what finds no room any more, this far and no further may be given away. */
const MAX_DISTANCE = 80;

/**
 * What each colour is to become, so that few are left: the common ones themselves, others the nearest of these. A
 * colour that is like none of them is left out.
 * @param counts pixels of each colour, 32 bits as it lies in memory
 */
export function choosePalette(counts: ReadonlyMap<number, number>): Map<number, number> {
  const chosen: number[] = [];
  const palette = new Map<number, number>();
  for (const [colour, pixels] of [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const { nearest, distance } = findNearest(colour, chosen);
    const isOwn = chosen.length < MAX_COLOURS && (pixels >= AREA_PIXELS || distance > SHADE_DISTANCE);
    if (isOwn) chosen.push(colour);
    if (isOwn || distance <= MAX_DISTANCE) palette.set(colour, isOwn ? colour : nearest);
  }
  return palette;
}

function findNearest(colour: number, among: readonly number[]): { nearest: number; distance: number } {
  let [nearest, distance] = [colour, Infinity];
  for (const other of among) {
    const apart = distanceOf(colour, other);
    if (apart < distance) [nearest, distance] = [other, apart];
  }
  return { nearest, distance };
}

function distanceOf(a: number, b: number): number {
  const channel = (shift: number): number => Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255));
  return Math.max(channel(0), channel(8), channel(16));
}
