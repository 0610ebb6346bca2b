import { frameDelta } from '../../shared/frames/frame-delta.ts';

/**
 * Everything that the named frames are made of: lines of `frames.jsonl`, each after those that it builds upon, the
 * names of the pictures to be put in, in order of first use, apart from these the `parts` that are only patches, and
 * how many frames that makes.
 * @param deltas the lines of all frames that repeat others, by their names
 */
export function collectFrames(
  names: readonly string[],
  deltas: ReadonlyMap<string, string>,
): { lines: string[]; pictures: string[]; parts: string[]; count: number } {
  const collected = new Set<string>();
  const lines: string[] = [];
  const pictures = new Set<string>();
  const parts = new Set<string>();
  const collect = (name: string): void => {
    if (collected.has(name)) return;
    collected.add(name);
    const line = deltas.get(name);
    if (line === undefined) {
      pictures.add(name);
      return;
    }
    const { sources, atlas } = frameDelta.parse(JSON.parse(line));
    for (const source of sources) collect(source);
    lines.push(line);
    for (const layer of atlas) (sources.length === 0 ? pictures : parts).add(layer);
  };
  for (const name of names) collect(name);
  return {
    lines,
    pictures: [...pictures],
    parts: [...parts].filter((name) => !pictures.has(name)),
    count: collected.size,
  };
}
