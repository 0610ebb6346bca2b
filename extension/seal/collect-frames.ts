import { frameDelta } from '../../shared/frames/frame-delta.ts';

/**
 * Everything that the named frames are made of: lines of `frames.jsonl`, each after the one that it builds upon, the
 * names of the pictures to be put in, in order of first use, and how many frames that makes.
 * @param deltas the lines of all frames that repeat others, by their names
 */
export function collectFrames(
  names: readonly string[],
  deltas: ReadonlyMap<string, string>,
): { lines: string[]; pictures: string[]; count: number } {
  const lines = new Set<string>();
  const whole = new Set<string>();
  const pictures = new Set<string>();
  for (const name of names) {
    const chain: { line: string; patches: string[] }[] = [];
    let base = name;
    for (let line = deltas.get(base); line !== undefined; line = deltas.get(base)) {
      if (lines.has(line)) break;
      const delta = frameDelta.parse(JSON.parse(line));
      chain.unshift({ line, patches: delta.patches.map(({ picture }) => picture) });
      base = delta.base;
    }
    if (!deltas.has(base)) {
      whole.add(base);
      pictures.add(base);
    }
    for (const { line, patches } of chain) {
      lines.add(line);
      for (const picture of patches) pictures.add(picture);
    }
  }
  return { lines: [...lines], pictures: [...pictures], count: lines.size + whole.size };
}
