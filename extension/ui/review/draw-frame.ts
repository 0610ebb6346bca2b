import { frameDelta } from '../../../shared/frames/frame-delta.ts';
import { rebuildFrame, type Pixels } from '../../../shared/frames/rebuild-frame.ts';
import { readDeltas, readPicture } from '../../store/recorded-session.ts';
import { pageDatabase } from '../page-database.ts';

/** Draws a frame of a session as large as it is, or as wide as asked for. */
export async function drawFrame(
  canvas: HTMLCanvasElement,
  sessionId: string,
  sha256: string,
  width?: number,
): Promise<void> {
  const lines = await readDeltas(pageDatabase, sessionId);
  const pixels = await rebuildFrame(sha256, {
    findDelta(name) {
      const line = lines.get(name);
      return line === undefined ? undefined : frameDelta.parse(JSON.parse(line));
    },
    decode: async (name) => decode(await readPicture(pageDatabase, sessionId, name)),
  });
  const scale = width === undefined ? 1 : Math.min(1, width / pixels.width);
  canvas.width = Math.round(pixels.width * scale);
  canvas.height = Math.round(pixels.height * scale);
  const picture = await createImageBitmap(new ImageData(pixels.data, pixels.width, pixels.height));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
}

async function decode(webp: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(webp);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser cannot draw off screen');
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  bitmap.close();
  return { data: new Uint8ClampedArray(data), width, height };
}
