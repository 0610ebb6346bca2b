import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { BrokenFile } from '../archive-store.ts';
import { KEY_ID_BYTES, keyId, StoreKeyError, type StoreKeys } from './store-keys.ts';

/**
 * A sealed file: MAGIC, the id of the store's key, a salt, then chunks of AES-256-GCM, each with its tag. Every file has
 * a key of its own, made from the store's and the salt (HKDF, RFC 5869), so that the chunks' nonces can simply be their
 * numbers; the last byte of a nonce tells the last chunk from the others (STREAM, Hoang, Reyhanitabar, Rogaway and
 * Vizár, 2015). Head and name are authenticated with every chunk: a chunk that is changed, moved, left out or put in,
 * a file that is cut off, or that is another's under this name, does not open.
 */
const MAGIC = Buffer.from('CSSEAL1\n');
const SALT_BYTES = 16;
const HEAD_BYTES = MAGIC.length + KEY_ID_BYTES + SALT_BYTES;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** It was changed, cut off, or is another file's content. */
export class SealBroken extends BrokenFile {
  override readonly name = 'SealBroken';
}

/** What a file's first bytes say: that it is plain, or how it is sealed. */
export type FileHead = { plain: true } | { plain: false; head: Buffer; keyId: Buffer };

export async function readHead(file: FileHandle): Promise<FileHead> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  if (bytesRead < MAGIC.length || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) return { plain: true };
  if (bytesRead < HEAD_BYTES) throw new SealBroken('The file is cut off in its head.');
  return { plain: false, head: buffer, keyId: buffer.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES) };
}

/** Bytes that a sealed file of `sealedBytes` holds. */
export function plainBytes(sealedBytes: number): number {
  const body = sealedBytes - HEAD_BYTES;
  return body - Math.ceil(body / SEALED_CHUNK_BYTES) * TAG_BYTES;
}

/** Seals `content` as the file that is named `name`, with the first of the keys. */
export async function* seal(content: AsyncIterable<Buffer>, name: string, [key]: StoreKeys): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const head = Buffer.concat([MAGIC, keyId(key), salt]);
  const chunkKey = fileKey(key, salt);
  const sealChunk = (chunk: Buffer, place: Place): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', chunkKey, nonceOf(place)).setAAD(authenticated(head, name));
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  yield head;
  let index = 0;
  let waiting: Buffer | undefined;
  for await (const chunk of chunksOf(content, CHUNK_BYTES)) {
    if (waiting !== undefined) yield sealChunk(waiting, { index: index++, isLast: false });
    waiting = chunk;
  }
  yield sealChunk(waiting ?? Buffer.alloc(0), { index, isLast: true });
}

/** The content of a sealed file; no byte is given out before it was authenticated. Throws SealBroken, StoreKeyError. */
export async function* unseal(
  file: FileHandle,
  { head, keyId: sealedWith }: Extract<FileHead, { plain: false }>,
  { name, keys }: { name: string; keys: StoreKeys },
): AsyncGenerator<Buffer> {
  const chunkKey = fileKey(findKey(keys, sealedWith), head.subarray(HEAD_BYTES - SALT_BYTES));
  const openChunk = (sealed: Buffer, place: Place): Buffer => {
    if (sealed.length < TAG_BYTES) throw new SealBroken(`${name} is cut off.`);
    const decipher = createDecipheriv('aes-256-gcm', chunkKey, nonceOf(place), { authTagLength: TAG_BYTES })
      .setAAD(authenticated(head, name))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new SealBroken(`${name} was changed, cut off, or put here from elsewhere.`, { cause });
    }
  };
  const sealed = file.createReadStream({ start: HEAD_BYTES, autoClose: false, highWaterMark: SEALED_CHUNK_BYTES });
  let index = 0;
  let waiting: Buffer | undefined;
  for await (const chunk of chunksOf(sealed, SEALED_CHUNK_BYTES)) {
    if (waiting !== undefined) yield openChunk(waiting, { index: index++, isLast: false });
    waiting = chunk;
  }
  yield openChunk(waiting ?? Buffer.alloc(0), { index, isLast: true });
}

/** The key that seals a file. Throws StoreKeyError when it is not among ours. */
export function findKey(keys: StoreKeys, id: Buffer): Buffer {
  const found = keys.find((key) => keyId(key).equals(id));
  if (found !== undefined) return found;
  throw new StoreKeyError(`The store's key ${id.toString('hex')} is needed to open this file, and it is not here.`);
}

type Place = { index: number; isLast: boolean };

function nonceOf({ index, isLast }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

const authenticated = (head: Buffer, name: string) => Buffer.concat([head, Buffer.from(name)]);

function fileKey(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'codesight store file', 32));
}

/** The same bytes in pieces of exactly `bytes`, but the last one. */
async function* chunksOf(content: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let there = 0;
  for await (const piece of content) {
    let rest = piece;
    while (there + rest.length >= bytes) {
      const taken = bytes - there;
      const last = rest.subarray(0, taken);
      yield pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
      rest = rest.subarray(taken);
      pieces = [];
      there = 0;
    }
    if (rest.length > 0) pieces.push(rest);
    there += rest.length;
  }
  if (there > 0) yield Buffer.concat(pieces);
}
