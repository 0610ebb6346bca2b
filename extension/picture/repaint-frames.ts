import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import type { Box } from '../../shared/geometry.ts';
import { encodeFrame, type EncodeWebp } from './encode-frame.ts';
import { paintOver } from './paint-over.ts';
import type { KnownFrame } from '../store/database.ts';

/** A frame as it was stored, and what must not be seen in it. */
export type FrameToPaint = { sha256: string; tabId: number; boxes: readonly Box[] };

export type RepaintDeps = {
  /** What the frame is made of; undefined when it is a picture of its own. */
  findDelta(sha256: string): FrameDelta | undefined;
  /** The whole frame of this name, decoded. */
  rebuild(sha256: string): Promise<Pixels>;
  encode: EncodeWebp;
};

/** What stands for the frames of before: new names by old ones, and what they are made of. */
export type Repainted = {
  names: Map<string, string>;
  pictures: Map<string, Uint8Array<ArrayBuffer>>;
  deltas: Map<string, string>;
};

/**
 * Paints over what has been learned to be private since the pictures were taken. A frame in which something is to be
 * painted is made anew from its painted pixels, and so is every frame that repeats a part of one, or of one that is
 * `gone`. The others keep their names. `frames` are in the order in which they were taken.
 */
export async function repaintFrames(
  frames: readonly FrameToPaint[],
  deps: RepaintDeps,
  gone: ReadonlySet<string> = new Set(),
): Promise<Repainted> {
  const repainted: Repainted = { names: new Map(), pictures: new Map(), deltas: new Map() };
  const boxes = Map.groupBy(frames, ({ sha256 }) => sha256);
  const paintedOver = new Set(frames.filter((frame) => frame.boxes.length > 0).map(({ sha256 }) => sha256));
  const isConcerned = (sha256: string): boolean =>
    paintedOver.has(sha256) ||
    gone.has(sha256) ||
    (deps.findDelta(sha256)?.sources ?? []).some((source) => isConcerned(source));
  const known = new Map<number, KnownFrame[]>();
  for (const { sha256, tabId } of frames) {
    if (repainted.names.has(sha256) || !isConcerned(sha256)) continue;
    // The same picture may have been taken twice: what is private in one is so in the other.
    const all = (boxes.get(sha256) ?? []).flatMap((frame) => frame.boxes);
    const pixels = paintOver(await deps.rebuild(sha256), all);
    const encoded = await encodeFrame(pixels, known.get(tabId) ?? [], deps.encode);
    known.set(tabId, encoded.known);
    repainted.names.set(sha256, encoded.sha256);
    if (encoded.line !== null) repainted.deltas.set(encoded.sha256, encoded.line);
    for (const { sha256: name, webp } of encoded.pictures) repainted.pictures.set(name, webp);
  }
  return repainted;
}
