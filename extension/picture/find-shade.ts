import { SHADE_ONE, type ChannelShade, type Shade } from '../../shared/frames/shade.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/** Every so many pixels one is looked at: coprime to usual widths, so that all columns have their turn. */
const STRIDE = 7;
/** A value that mostly became one other; the rest lies under the dialog itself. */
const MIN_SHARE = 0.5;
/** One value fits many layers. */
const MIN_VALUES = 2;

/**
 * The even layer that may have been laid over most of `before` to give `after`; undefined when there is none, or it
 * changes nothing. It is a guess from samples: whoever uses it compares the pixels.
 */
export function findShade(before: Pixels, after: Pixels): Shade | undefined {
  if (before.width !== after.width || before.height !== after.height) return undefined;
  const [red, green, blue] = [0, 1, 2].map((index) => fitChannel(countPairs(before, after, index)));
  return red && green && blue ? [red, green, blue] : undefined;
}

/** How often a value of this channel became which other: `counts[value * 256 + became]`. */
function countPairs(before: Pixels, after: Pixels, index: number): Uint32Array {
  const counts = new Uint32Array(256 * 256);
  for (let at = index; at < before.data.length; at += 4 * STRIDE) {
    const pair = (before.data[at] ?? 0) * 256 + (after.data[at] ?? 0);
    counts[pair] = (counts[pair] ?? 0) + 1;
  }
  return counts;
}

/** A straight line through what most values became, the commonest first; those that do not fit lie under the dialog. */
function fitChannel(counts: Uint32Array): ChannelShade | undefined {
  const pairs = commonPairs(counts);
  if (pairs.length < MIN_VALUES) return undefined;
  // For every scale what may be added, from `least` to below `most`, so that all pairs so far come out exactly. The
  // scales for which there is anything lie side by side, and are few after two pairs.
  let lines: Line[] = Array.from({ length: SHADE_ONE + 1 }, (_, scale) => ({ scale, least: 0, most: 256 * SHADE_ONE }));
  let fitted = 0;
  for (const { value, became } of pairs) {
    const narrowed = lines.flatMap(({ scale, least, most }) => {
      const low = Math.max(least, became * SHADE_ONE - value * scale);
      const high = Math.min(most, (became + 1) * SHADE_ONE - value * scale);
      return low < high ? [{ scale, least: low, most: high }] : [];
    });
    if (narrowed.length === 0) continue;
    lines = narrowed;
    fitted++;
  }
  const line = lines[lines.length >> 1];
  if (fitted < MIN_VALUES || line === undefined) return undefined;
  return { scale: line.scale, add: Math.floor((line.least + line.most - 1) / 2) };
}

type Line = { scale: number; least: number; most: number };

/** Without what stayed as it was: a header can lie above the layer. */
function commonPairs(counts: Uint32Array): { value: number; became: number; count: number }[] {
  return Array.from({ length: 256 }, (_, value) => {
    const row = counts.subarray(value * 256, value * 256 + 256);
    const total = row.reduce((sum, count) => sum + count, 0);
    const became = row.reduce((best, count, index) => (count > (row[best] ?? 0) ? index : best), 0);
    return { value, became, count: row[became] ?? 0, total };
  })
    .filter(({ value, became, count, total }) => value !== became && total > 1 && count >= total * MIN_SHARE)
    .toSorted((a, b) => b.count - a.count);
}
