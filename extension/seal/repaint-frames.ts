import { encodeFrame, type EncodeWebp } from '../picture/encode-frame.ts';
import { paintOver } from '../picture/paint-over.ts';
import type { KnownFrame } from '../store/database.ts';
import type { Area } from '../picture/join-areas.ts';
import type { Box } from '../../shared/geometry.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/** A frame as it was stored, and what must not be seen in it. */
export type FrameToPaint = { id: string; sha256: string; tabId: number; boxes: readonly Box[] };

export type RepaintDeps = {
  /** The whole frame of this name, decoded. */
  rebuild(sha256: string): Promise<Pixels>;
  encode(pixels: Pixels, area: Area): ReturnType<EncodeWebp>;
};

/** What stands for the frames of before: new names by frame id, and what they are made of. */
export type Repainted = {
  names: Map<string, string>;
  pictures: Map<string, Uint8Array<ArrayBuffer>>;
  deltas: Map<string, string>;
};

/**
 * Paints over what has been learned to be private since the pictures were taken. A frame's pixels may stand in others
 * that repeat it, so every frame of a tab that has to be painted at all is made anew from its painted pixels: nothing of
 * what was stored before is used again. `frames` are in the order in which they were taken.
 */
export async function repaintFrames(frames: readonly FrameToPaint[], deps: RepaintDeps): Promise<Repainted> {
  const repainted: Repainted = { names: new Map(), pictures: new Map(), deltas: new Map() };
  const concerned = new Set(frames.filter(({ boxes }) => boxes.length > 0).map(({ tabId }) => tabId));
  for (const tabId of concerned) {
    let known: KnownFrame[] = [];
    for (const frame of frames.filter((each) => each.tabId === tabId)) {
      const pixels = paintOver(await deps.rebuild(frame.sha256), frame.boxes);
      const encoded = await encodeFrame(pixels, known, (area) => deps.encode(pixels, area));
      ({ known } = encoded);
      repainted.names.set(frame.id, encoded.sha256);
      if (encoded.line !== null) repainted.deltas.set(encoded.sha256, encoded.line);
      for (const { sha256, webp } of encoded.pictures) repainted.pictures.set(sha256, webp);
    }
  }
  return repainted;
}
