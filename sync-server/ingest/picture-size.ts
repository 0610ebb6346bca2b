/** Bytes of a WebP file that hold its kind and dimensions. */
export const PICTURE_HEAD_BYTES = 30;

/**
 * Width and height of a WebP file by its first 30 bytes (RFC 9649), or undefined when they are not those of one. Tells
 * what a file is by what it holds, never by its name.
 */
export function pictureSize(head: Buffer, fileBytes: number): { width: number; height: number } | undefined {
  const isWebp =
    head.length >= PICTURE_HEAD_BYTES - 5 &&
    head.toString('latin1', 0, 4) === 'RIFF' &&
    head.toString('latin1', 8, 12) === 'WEBP' &&
    head.readUInt32LE(4) === fileBytes - 8;
  if (!isWebp) return undefined;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return lossy(head);
    case 'VP8L':
      return lossless(head);
    case 'VP8X':
      return extended(head);
    default:
      return undefined;
  }
}

function lossy(head: Buffer) {
  if (head.length < 30 || head.readUIntBE(23, 3) !== 0x9d012a) return undefined;
  return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
}

function lossless(head: Buffer) {
  if (head[20] !== 0x2f) return undefined;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function extended(head: Buffer) {
  if (head.length < 30) return undefined;
  return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
}
