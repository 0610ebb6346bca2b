import { unzipSync, strFromU8 } from 'fflate';
import { frameDelta } from '../../shared/frames/frame-delta.ts';

/** Bytes in an archive as they lie there, compressed; `zip` is the container's own: headers, names, the directory. */
export type Bytes = Record<'whole pictures' | 'patches' | 'interactions' | 'other texts' | 'manifest' | 'zip', number>;

/** Where an archive's bytes go; the kinds add up to its size. */
export function bytesByKind(archive: Uint8Array): Bytes {
  const packed: { name: string; size: number }[] = [];
  const entries = unzipSync(archive, {
    filter({ name, size }) {
      packed.push({ name, size });
      return name === 'frames.jsonl';
    },
  });
  const lines = strFromU8(entries['frames.jsonl'] ?? new Uint8Array())
    .split('\n')
    .filter((line) => line !== '');
  const atlases = new Set(
    lines
      .map((line) => frameDelta.parse(JSON.parse(line)))
      .flatMap(({ sources, atlas }) => (sources.length === 0 ? [] : atlas)),
  );
  const kindOf = (name: string): keyof Bytes => {
    if (name === 'manifest.json') return 'manifest';
    if (name === 'interactions.jsonl') return 'interactions';
    const picture = /^screenshots\/(.*)\.webp$/.exec(name)?.[1];
    if (picture === undefined) return 'other texts';
    return atlases.has(picture) ? 'patches' : 'whole pictures';
  };
  const sums: Bytes = { 'whole pictures': 0, patches: 0, interactions: 0, 'other texts': 0, manifest: 0, zip: 0 };
  for (const { name, size } of packed) sums[kindOf(name)] += size;
  sums.zip = archive.byteLength - packed.reduce((sum, { size }) => sum + size, 0);
  return sums;
}
