/** Share of sampled pixels in one colour from which a picture shows nothing: a white page with a spinner reaches 0.998. */
const BLANK_SHARE = 0.995;
const STRIDE = 7;

/** Whether nearly all of a picture is one colour: still loading, black, or empty (R4.3). */
export function isBlank({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): boolean {
  const counts = new Map<number, number>();
  let sampled = 0;
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      const at = (y * width + x) * 4;
      // Five bits a channel: noise of a few grey levels is still the same colour.
      const colour = ((data[at] ?? 0) >> 3) | (((data[at + 1] ?? 0) >> 3) << 5) | (((data[at + 2] ?? 0) >> 3) << 10);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
      sampled++;
    }
  }
  return sampled === 0 || Math.max(...counts.values()) / sampled >= BLANK_SHARE;
}
