import type { DataOf, ReplyOf } from '../messages.ts';
import type { KnownFrame } from '../store/database.ts';
import { encodeFrame, type EncodedFrame, type ShownFrame } from './encode-frame.ts';
import { encodeWebp, type WebpCodec } from './encode-webp.ts';
import { isBlank } from './is-blank.ts';
import { padded, paint } from './paint-over.ts';

/**
 * Paints the rectangles over and encodes the picture at CSS resolution, as far as it is new: `known` are the frames of
 * its tab that it may repeat, `last` is what it has shown last, `codec` writes what is new. The unredacted pixels exist in this function's memory
 * only, and nothing but redacted ones are compared or kept.
 * @throws Error when the picture's size does not fit the viewport, so that the rectangles cannot be trusted.
 */
export async function encodePicture(
  { dataUrl, rectangles, viewport }: Pick<DataOf<'encodePicture'>, 'dataUrl' | 'rectangles' | 'viewport'>,
  known: readonly KnownFrame[],
  last: ShownFrame | undefined,
  codec: WebpCodec,
): Promise<{ encoded: ReplyOf<'encodePicture'>; frame: EncodedFrame; shown: ShownFrame }> {
  const bitmap = await createImageBitmap(await (await fetch(dataUrl)).blob());
  try {
    requireFit(bitmap, viewport);
    const width = Math.round(viewport.width);
    const height = Math.round(viewport.height);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('this browser cannot draw off screen');
    context.drawImage(bitmap, 0, 0, width, height);
    context.fillStyle = paint;
    for (const box of rectangles) context.fillRect(...padded(box));
    const pixels = context.getImageData(0, 0, width, height);
    const frame = await encodeFrame(pixels, known, (part) => encodeWebp(part, codec), last);
    const encoded = {
      sha256: frame.sha256,
      width,
      height,
      bytes: frame.pictures.reduce((sum, { webp }) => sum + webp.byteLength, frame.line?.length ?? 0),
      blank: isBlank(pixels),
      redactions: new Set(rectangles.map((box) => JSON.stringify(box))).size,
    };
    return { encoded, frame, shown: { sha256: frame.sha256, pixels } };
  } finally {
    bitmap.close();
  }
}

/** Scroll bars, device emulation and pinch zoom change the size; then the rectangles would miss. */
function requireFit(
  bitmap: ImageBitmap,
  { width, height, devicePixelRatio }: DataOf<'encodePicture'>['viewport'],
): void {
  const tolerance = 2 * devicePixelRatio;
  const fits =
    Math.abs(bitmap.width - width * devicePixelRatio) <= tolerance &&
    Math.abs(bitmap.height - height * devicePixelRatio) <= tolerance;
  const fitsEmulation = Math.abs(bitmap.width - width) <= 2 && Math.abs(bitmap.height - height) <= 2;
  if (!fits && !fitsEmulation) {
    throw new Error(`the picture has ${bitmap.width} × ${bitmap.height} pixels, which does not fit the page`);
  }
}
