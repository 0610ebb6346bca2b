import { unzipSync } from 'fflate';
import { PARTS_PATH } from '../../shared/archive/manifest.ts';

/** Bytes in an archive as they lie there, compressed; `zip` is the container's own: headers, names, the directory. */
export type Bytes = Record<
  | 'whole pictures'
  | 'patches'
  | 'readings'
  | 'interactions'
  | 'frames'
  | 'steps'
  | 'training'
  | 'other texts'
  | 'manifest'
  | 'zip',
  number
>;

const KINDS: Record<string, keyof Bytes> = {
  [PARTS_PATH]: 'patches',
  'readings.jsonl': 'readings',
  'interactions.jsonl': 'interactions',
  'frames.jsonl': 'frames',
  'steps.jsonl': 'steps',
  'training.jsonl': 'training',
  'manifest.json': 'manifest',
};

/** Where an archive's bytes go; the kinds add up to its size. */
export function bytesByKind(archive: Uint8Array): Bytes {
  const packed: { name: string; size: number }[] = [];
  unzipSync(archive, {
    filter({ name, size }) {
      packed.push({ name, size });
      return false;
    },
  });
  const sums: Bytes = {
    'whole pictures': 0,
    patches: 0,
    readings: 0,
    interactions: 0,
    frames: 0,
    steps: 0,
    training: 0,
    'other texts': 0,
    manifest: 0,
    zip: archive.byteLength - packed.reduce((sum, { size }) => sum + size, 0),
  };
  for (const { name, size } of packed) {
    sums[KINDS[name] ?? (name.endsWith('.webp') ? 'whole pictures' : 'other texts')] += size;
  }
  return sums;
}
