import { digest } from '../../shared/digest.ts';
import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { shadePixels } from '../../shared/frames/shade.ts';
import type { KnownFrame } from '../store/database.ts';
import { ancestorsOf, comparePictures, type Difference } from './compare-pictures.ts';
import { isSamePicture, markPixels, type Marks } from './marks.ts';
import { findShade } from './find-shade.ts';
import { packAtlas } from './pack-atlas.ts';

export type EncodedFrame = {
  sha256: string;
  /** The picture to be stored: the whole frame or its patches; none when everything is known. */
  pictures: { sha256: string; webp: Uint8Array<ArrayBuffer> }[];
  /** The line of `frames.jsonl` that the frame's name is the digest of; null when it is a whole picture. */
  line: string | null;
  /** What the tab's next frame may repeat, the newest first. */
  known: KnownFrame[];
};

export type EncodeWebp = (pixels: Pixels) => Promise<Uint8Array<ArrayBuffer>>;

/** A dialog that is closed again shows a frame of a moment ago. */
const MAX_RECENT = 3;
/**
 * A list that is gone back to, or scrolled back, shows what a frame of a while ago has shown. A banner that never rests
 * makes every frame one of these, and with few of them it would drive out the list within a minute.
 */
const MAX_NOVEL = 10;
/** Frames that have shown this share of a page for the first time are remembered longer. */
const NOVEL_SHARE = 0.1;
/** From here on a whole picture is as small and is made of nothing else. */
const MAX_CHANGED_SHARE = 0.75;

/** When less has changed, no layer was laid over everything. */
const SHADED_SHARE = 0.3;

/** What the tab has shown last, as redacted; only a worker that has not been stopped since knows it. */
export type ShownFrame = { sha256: string; pixels: Pixels };

/**
 * Encodes a redacted picture as what it is: the very same as a known frame, what changed of known ones, or a whole
 * picture. The comparison is of pixels as the browser drew them, exactly: no threshold decides what a small change is.
 * What is unchanged is thus a source's decoded pixels, byte for byte, which were encoded from these very pixels once.
 */
export async function encodeFrame(
  pixels: Pixels,
  known: readonly KnownFrame[],
  encode: EncodeWebp,
  last?: ShownFrame,
): Promise<EncodedFrame> {
  const marks = markPixels(pixels);
  const same = known.find((frame) => isSamePicture(frame.marks, marks));
  if (same) return { sha256: same.sha256, pictures: [], line: null, known: newest(same, known) };

  const size = pixels.width * pixels.height;
  const plain = comparePictures(known, marks);
  const difference =
    plain !== undefined && plain.changedPixels < size * SHADED_SHARE
      ? plain
      : lesser(plain, compareShaded({ pixels, marks, known, last }));
  if (difference === undefined || difference.changedPixels > size * MAX_CHANGED_SHARE) {
    const webp = await encode(pixels);
    const sha256 = await digest(webp);
    const frame = { sha256, ancestors: [], novel: true, marks };
    return { sha256, pictures: [{ sha256, webp }], line: null, known: newest(frame, known) };
  }
  const { delta, pictures } = await encodeDelta(pixels, difference, encode);
  const line = JSON.stringify(delta);
  const sha256 = await digest(new TextEncoder().encode(line));
  const novel = difference.changedPixels >= size * NOVEL_SHARE;
  const frame = { sha256, ancestors: ancestorsOf(difference.sources), novel, marks };
  return { sha256, pictures, line, known: newest(frame, known) };
}

async function encodeDelta(
  pixels: Pixels,
  { sources, shade, moved, changed }: Difference,
  encode: EncodeWebp,
): Promise<{ delta: FrameDelta; pictures: EncodedFrame['pictures'] }> {
  const names = sources.map((source) => source.sha256);
  if (changed.length === 0) return { delta: { sources: names, shade, moved, atlas: null, patches: [] }, pictures: [] };
  const { atlas, patches } = packAtlas(pixels, changed);
  const webp = await encode(atlas);
  const sha256 = await digest(webp);
  return { delta: { sources: names, shade, moved, atlas: sha256, patches }, pictures: [{ sha256, webp }] };
}

/** As the last frame under an even layer, such as a dialog's backdrop; the layer is exact wherever it is used. */
function compareShaded({
  pixels,
  marks,
  known,
  last,
}: {
  pixels: Pixels;
  marks: Marks;
  known: readonly KnownFrame[];
  last: ShownFrame | undefined;
}): Difference | undefined {
  const frame = known.find(({ sha256 }) => sha256 === last?.sha256);
  if (!frame || !last) return undefined;
  const shade = findShade(last.pixels, pixels);
  if (!shade) return undefined;
  const shaded = { ...frame, marks: markPixels(shadePixels(last.pixels, shade)) };
  const difference = comparePictures(known, marks, shaded);
  return difference && { ...difference, shade };
}

function lesser(a: Difference | undefined, b: Difference | undefined): Difference | undefined {
  return a && b ? (a.changedPixels <= b.changedPixels ? a : b) : (a ?? b);
}

function newest(frame: KnownFrame, known: readonly KnownFrame[]): KnownFrame[] {
  const [recent, older] = [[frame], known.filter(({ sha256 }) => sha256 !== frame.sha256)];
  recent.push(...older.splice(0, MAX_RECENT - 1));
  return [...recent, ...older.filter(({ novel }) => novel).slice(0, MAX_NOVEL)];
}
