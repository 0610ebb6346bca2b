import type { Pixels } from '../../shared/frames/rebuild-frame.ts';

/** The picture's pixels, as they were encoded: no profile changes them, and what is transparent is empty. */
export async function decodePicture(webp: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(webp, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('this browser cannot draw off screen');
    context.drawImage(bitmap, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { data, width, height };
  } finally {
    bitmap.close();
  }
}
