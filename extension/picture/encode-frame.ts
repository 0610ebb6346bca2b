import { digest } from '../../shared/digest.ts';
import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { limits } from '../../shared/limits.ts';
import type { KnownFrame } from '../store/database.ts';
import { comparePictures, type Difference } from './compare-pictures.ts';
import { isSamePicture, markPixels, type Marks } from './marks.ts';
import type { Area } from './join-areas.ts';

export type EncodedFrame = {
  sha256: string;
  /** Pictures to be stored: the whole frame, its patches, or none. */
  pictures: { sha256: string; webp: Uint8Array<ArrayBuffer> }[];
  /** The line of `frames.jsonl` that the frame's name is the digest of; null when it is a whole picture. */
  line: string | null;
  /** What the tab's next frame may repeat, the newest first. */
  known: KnownFrame[];
};

export type EncodeWebp = (area: Area) => Promise<Uint8Array<ArrayBuffer>>;

/** A dialog that is closed again shows a frame of a moment ago. */
const MAX_RECENT = 3;
/** A list that is gone back to from a product repeats a page of a while ago, and each page began with a whole picture. */
const MAX_WHOLE = 3;
/** From here on a whole picture is as small and ends the chain. */
const MAX_CHANGED_SHARE = 0.7;

/**
 * Encodes a redacted picture as what it is: the very same as a known frame, what changed of one, or a whole picture.
 * The comparison is of pixels as the browser drew them, exactly: no threshold decides what a small change is. What is
 * unchanged is thus the base's decoded pixels, byte for byte, which were encoded from these very pixels once.
 */
export async function encodeFrame(
  pixels: Pixels,
  known: readonly KnownFrame[],
  encode: EncodeWebp,
): Promise<EncodedFrame> {
  const marks = markPixels(pixels);
  const same = known.find((frame) => isSamePicture(frame.marks, marks));
  if (same) return { sha256: same.sha256, pictures: [], line: null, known: newest(same, known) };

  const base = chooseBase(known, marks);
  if (base === undefined) {
    const webp = await encode({ x: 0, y: 0, width: pixels.width, height: pixels.height });
    const sha256 = await digest(webp);
    return {
      sha256,
      pictures: [{ sha256, webp }],
      line: null,
      known: newest({ sha256, depth: 0, marks }, known),
    };
  }
  const patches: FrameDelta['patches'] = [];
  const pictures: EncodedFrame['pictures'] = [];
  for (const area of base.difference.changed) {
    const webp = await encode(area);
    const sha256 = await digest(webp);
    patches.push({ ...area, picture: sha256 });
    pictures.push({ sha256, webp });
  }
  const delta: FrameDelta = { base: base.frame.sha256, moved: base.difference.moved, patches };
  const line = JSON.stringify(delta);
  const sha256 = await digest(new TextEncoder().encode(line));
  const frame = { sha256, depth: base.frame.depth + 1, marks };
  return { sha256, pictures, line, known: newest(frame, known) };
}

/** The known frame of which least has to be pictured anew; of two alike the one that is nearer to a whole picture. */
function chooseBase(
  known: readonly KnownFrame[],
  marks: Marks,
): { frame: KnownFrame; difference: Difference } | undefined {
  return known
    .filter(({ depth }) => depth < limits.maxFrameChain)
    .flatMap((frame) => {
      const difference = comparePictures(frame.marks, marks);
      const most = marks.width * marks.height * MAX_CHANGED_SHARE;
      return difference && difference.changedPixels <= most ? [{ frame, difference }] : [];
    })
    .toSorted((a, b) => a.difference.changedPixels - b.difference.changedPixels || a.frame.depth - b.frame.depth)[0];
}

function newest(frame: KnownFrame, known: readonly KnownFrame[]): KnownFrame[] {
  const [recent, older] = [[frame], known.filter(({ sha256 }) => sha256 !== frame.sha256)];
  recent.push(...older.splice(0, MAX_RECENT - 1));
  return [...recent, ...older.filter(({ depth }) => depth === 0).slice(0, MAX_WHOLE)];
}
