import { createHash, type Hash } from 'node:crypto';
import { PARTS_PATH, picturePath } from '../../shared/archive/manifest.ts';
import { partBytes } from '../../shared/archive/split-parts.ts';
import { limits } from '../../shared/limits.ts';
import { archiveInvalid, quoted } from './archive-invalid.ts';
import { PICTURE_HEAD_BYTES, pictureSize } from './picture-size.ts';
import type { Findings } from './read-document.ts';
import { readHead } from './read-head.ts';

/** Reads a picture to its end, adding to `findings`. Throws ARCHIVE_INVALID. */
export async function checkPicture(
  content: AsyncIterable<Buffer>,
  { path, bytes, sha256, findings }: { path: string; bytes: number; sha256: string; findings: Findings },
): Promise<void> {
  if (path !== picturePath(sha256)) throw archiveInvalid(`${quoted(path)} is not named after its SHA-256`);
  const head = await readHead(content, PICTURE_HEAD_BYTES);
  addPicture({ name: quoted(path), head, bytes, sha256 }, findings);
}

/** Reads the pictures that lie in one file to its end, adding to `findings`; none is held whole. Throws ARCHIVE_INVALID. */
export async function checkParts(content: AsyncIterable<Buffer>, findings: Findings): Promise<void> {
  let [part, count]: [Part | undefined, number] = [undefined, 0];
  for await (const piece of content) {
    for (let at = 0; at < piece.length;) {
      part ??= newPart(++count);
      at += takeIn(part, piece.subarray(at));
      if (part.bytes < part.wholeBytes) continue;
      const sha256 = part.hash.digest('hex');
      addPicture({ name: part.name, head: part.head, bytes: part.bytes, sha256 }, findings);
      part = undefined;
    }
  }
  if (part !== undefined) throw archiveInvalid(`${part.name} is cut off`);
}

/** `wholeBytes` is what its own first bytes say, once they are there. */
type Part = { name: string; head: Buffer; bytes: number; wholeBytes: number; hash: Hash };
const LENGTH_AT = 8;

function newPart(number: number): Part {
  if (number > limits.maxParts) throw archiveInvalid(`${quoted(PARTS_PATH)} has more than ${limits.maxParts} parts`);
  const name = `part ${number} of ${quoted(PARTS_PATH)}`;
  return { name, head: Buffer.alloc(0), bytes: 0, wholeBytes: Infinity, hash: createHash('sha256') };
}

/** Takes what of the piece belongs to the part: how many bytes that is. */
function takeIn(part: Part, piece: Buffer): number {
  const wanted = part.bytes < LENGTH_AT ? LENGTH_AT - part.bytes : part.wholeBytes - part.bytes;
  const taken = piece.subarray(0, wanted);
  part.hash.update(taken);
  part.bytes += taken.length;
  if (part.head.length < PICTURE_HEAD_BYTES) {
    part.head = Buffer.concat([part.head, taken]).subarray(0, PICTURE_HEAD_BYTES);
  }
  if (part.bytes === LENGTH_AT) part.wholeBytes = lengthOf(part);
  return taken.length;
}

function lengthOf({ head, name }: Part): number {
  try {
    return partBytes(head);
  } catch (cause) {
    throw archiveInvalid(`${name} is not a WebP picture`, cause);
  }
}

function addPicture(
  { name, head, bytes, sha256 }: { name: string; head: Buffer; bytes: number; sha256: string },
  { pictures }: Findings,
): void {
  const size = pictureSize(head, bytes);
  if (size === undefined) throw archiveInvalid(`${name} is not a WebP picture`);
  if (Math.max(size.width, size.height) > limits.maxPictureSide) {
    throw archiveInvalid(`${name} is ${size.width} × ${size.height} pixels large`);
  }
  if (pictures.has(sha256)) throw archiveInvalid(`${name} is a picture that was there before`);
  pictures.set(sha256, size);
}
