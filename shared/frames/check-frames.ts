import { limits } from '../limits.ts';
import type { FrameDelta } from './frame-delta.ts';

export type Size = { width: number; height: number };

/**
 * What is wrong with the frames of an archive, or undefined when nothing is: every delta's sources are pictures or
 * earlier deltas of one size, no frame is made of more than `limits.maxFrameAncestors` others, the layers of an atlas
 * have one size, and every part lies inside of where it comes from and of where it belongs.
 * @param pictures the sizes of all pictures by name
 * @param deltas in the order of `frames.jsonl`
 * @param sizes is filled with the size of every frame by name, pictures included
 */
export function findFrameFault(
  pictures: ReadonlyMap<string, Size>,
  deltas: ReadonlyMap<string, FrameDelta>,
  sizes: Map<string, Size>,
): string | undefined {
  const ancestors = new Map<string, ReadonlySet<string>>();
  for (const [name, size] of pictures) sizes.set(name, size);
  for (const [name, delta] of deltas) {
    const own = new Set<string>();
    for (const source of delta.sources) {
      if (!sizes.has(source)) return `the frame ${name} is made of ${source}, which does not come before it`;
      for (const one of ancestors.get(source) ?? []) own.add(one);
      own.add(source);
    }
    if (own.size > limits.maxFrameAncestors) return `the frame ${name} is made of ${own.size} other frames`;
    const [first] = delta.sources;
    const size = first === undefined ? pictures.get(delta.atlas[0] ?? '') : sizes.get(first);
    if (size === undefined) return `the frame ${name} is made of nothing that is there`;
    const fault =
      findAtlasFault(delta, pictures) ??
      (first === undefined ? findBareFault(delta) : findSourceFault(delta, size, sizes)) ??
      findPatchFault(delta, size, pictures);
    if (fault !== undefined) return `the frame ${name} ${fault}`;
    ancestors.set(name, own);
    sizes.set(name, size);
  }
  return undefined;
}

function findSourceFault(
  { sources, moved }: FrameDelta,
  size: Size,
  sizes: ReadonlyMap<string, Size>,
): string | undefined {
  for (const source of sources) {
    const { width, height } = sizes.get(source) ?? { width: 0, height: 0 };
    if (width !== size.width || height !== size.height) return 'has sources of different sizes';
  }
  for (const area of moved) {
    if (sources[area.of] === undefined) return 'takes an area from a source that it does not have';
    const from = { ...area, x: area.x + area.dx, y: area.y + area.dy };
    if (!isInside(area, size) || !isInside(from, size)) return 'moves an area that lies outside of it';
  }
  return undefined;
}

function findAtlasFault({ atlas }: FrameDelta, pictures: ReadonlyMap<string, Size>): string | undefined {
  const [lowest] = atlas.map((name) => pictures.get(name));
  for (const name of atlas) {
    const layer = pictures.get(name);
    if (layer === undefined) return `needs the picture ${name}, which is missing`;
    if (layer.width !== lowest?.width || layer.height !== lowest.height) return 'has layers of different sizes';
  }
  return undefined;
}

/** A frame without sources is its atlas, and nothing else. */
function findBareFault({ shade, moved, patches }: FrameDelta): string | undefined {
  return shade === null && moved.length === 0 && patches.length === 0
    ? undefined
    : 'changes a source that it does not have';
}

function findPatchFault(
  { sources, atlas, patches }: FrameDelta,
  size: Size,
  pictures: ReadonlyMap<string, Size>,
): string | undefined {
  if (sources.length === 0) return undefined;
  if ((atlas.length === 0) !== (patches.length === 0)) {
    return 'has patches without a picture, or a picture without patches';
  }
  const picture = pictures.get(atlas[0] ?? '');
  if (picture === undefined) return undefined;
  for (const patch of patches) {
    if (!isInside({ ...patch, x: patch.atX, y: patch.atY }, picture)) {
      return `has a patch that lies outside of the picture ${atlas[0]}`;
    }
    if (!isInside(patch, size)) return 'has a patch that lies outside of it';
  }
  return undefined;
}

function isInside(area: Size & { x: number; y: number }, { width, height }: Size): boolean {
  return area.x >= 0 && area.y >= 0 && area.x + area.width <= width && area.y + area.height <= height;
}
