/** A RIFF file says after its first four letters how many bytes follow (RFC 9649). */
const HEAD_BYTES = 8;

/**
 * The WebP files in `screenshots/parts.pack`, which lie there one after the other.
 * @throws RangeError when what is there is not that: archives are checked before they are read.
 */
export function splitParts(pack: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < pack.byteLength; at += parts.at(-1)?.byteLength ?? HEAD_BYTES) {
    const end = at + partBytes(pack.subarray(at, at + HEAD_BYTES));
    if (end > pack.byteLength) throw new RangeError('the last part is cut off');
    parts.push(pack.subarray(at, end));
  }
  return parts;
}

/** How long the part is that begins with these eight bytes. @throws RangeError when none does. */
export function partBytes(head: Uint8Array): number {
  if (head.byteLength < HEAD_BYTES || String.fromCharCode(...head.subarray(0, 4)) !== 'RIFF') {
    throw new RangeError('a part does not begin as a picture does');
  }
  return HEAD_BYTES + new DataView(head.buffer, head.byteOffset).getUint32(4, true);
}
