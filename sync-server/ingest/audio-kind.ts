/** Bytes of a WebM file that hold its kind and its tracks, as MediaRecorder writes them. */
export const WEBM_HEAD_BYTES = 4_096;

/** Element ids of Matroska (RFC 9559) and EBML (RFC 8794). */
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/**
 * Whether a file's first bytes are those of Opus in WebM without a film beside it. Tells what a file is by what it
 * holds, never by its name.
 */
export function isOpusInWebm(head: Buffer): boolean {
  const tracks = head.toString('latin1');
  return (
    head.subarray(0, EBML.length).equals(EBML) &&
    tracks.slice(0, 64).includes('webm') &&
    tracks.includes('A_OPUS') &&
    !/V_(?:VP[89]|AV1|MPEG|THEORA)/.test(tracks)
  );
}
