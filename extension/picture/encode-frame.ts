import { digest } from '../../shared/digest.ts';
import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Pixels } from '../../shared/frames/rebuild-frame.ts';
import { shadePixels } from '../../shared/frames/shade.ts';
import type { KnownFrame } from '../store/database.ts';
import { ancestorsOf, comparePictures, type Difference } from './compare-pictures.ts';
import { isSamePicture, markPixels, type Marks } from './marks.ts';
import { findShade } from './find-shade.ts';
import { keepKnown } from './keep-known.ts';
import { packAtlas } from './pack-atlas.ts';

export type EncodedFrame = {
  sha256: string;
  /** The pictures to be stored: the layers of the whole frame or of its patches; none when everything is known. */
  pictures: { sha256: string; webp: Uint8Array<ArrayBuffer> }[];
  /** The line of `frames.jsonl` that the frame's name is the digest of; null when it is one whole picture. */
  line: string | null;
  /** What the tab's next frame may repeat, the newest first. */
  known: KnownFrame[];
};

/** The layers of a picture, the lowest first. */
export type EncodeWebp = (pixels: Pixels) => Promise<Uint8Array<ArrayBuffer>[]>;

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
  if (same) return { sha256: same.sha256, pictures: [], line: null, known: keepKnown(same, known) };

  const size = pixels.width * pixels.height;
  const plain = comparePictures(known, marks);
  const difference =
    plain !== undefined && plain.changedPixels < size * SHADED_SHARE
      ? plain
      : lesser(plain, compareShaded({ pixels, marks, known, last }));
  if (difference === undefined || difference.changedPixels > size * MAX_CHANGED_SHARE) {
    const pictures = await encodeLayers(pixels, encode);
    const names = pictures.map(({ sha256 }) => sha256);
    const [name, second] = names;
    const named =
      name !== undefined && second === undefined
        ? { sha256: name, line: null }
        : await nameLine({ sources: [], shade: null, moved: [], atlas: names, patches: [] });
    const frame = { sha256: named.sha256, ancestors: [], novel: true, marks };
    return { ...named, pictures, known: keepKnown(frame, known) };
  }
  const { delta, pictures } = await encodeDelta(pixels, difference, encode);
  const { sha256, line } = await nameLine(delta);
  const novel = difference.changedPixels >= size * NOVEL_SHARE;
  const frame = { sha256, ancestors: ancestorsOf(difference.sources), novel, marks };
  return { sha256, pictures, line, known: keepKnown(frame, known) };
}

async function encodeDelta(
  pixels: Pixels,
  { sources, shade, moved, changed }: Difference,
  encode: EncodeWebp,
): Promise<{ delta: FrameDelta; pictures: EncodedFrame['pictures'] }> {
  const names = sources.map((source) => source.sha256);
  if (changed.length === 0) return { delta: { sources: names, shade, moved, atlas: [], patches: [] }, pictures: [] };
  const { atlas, patches } = packAtlas(pixels, changed);
  const pictures = await encodeLayers(atlas, encode);
  const layers = pictures.map(({ sha256 }) => sha256);
  return { delta: { sources: names, shade, moved, atlas: layers, patches }, pictures };
}

async function encodeLayers(pixels: Pixels, encode: EncodeWebp): Promise<EncodedFrame['pictures']> {
  return Promise.all((await encode(pixels)).map(async (webp) => ({ sha256: await digest(webp), webp })));
}

async function nameLine(delta: FrameDelta): Promise<{ sha256: string; line: string }> {
  const line = JSON.stringify(delta);
  return { sha256: await digest(new TextEncoder().encode(line)), line };
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
