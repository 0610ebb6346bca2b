import { createHash } from 'node:crypto';

/** Content that is counted and digested while it passes. */
export function countedContent<Piece extends Uint8Array>(
  from: AsyncIterable<Piece>,
): {
  content: AsyncIterable<Piece>;
  /** After the last byte. */
  facts(): { sha256: string; bytes: number };
} {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* read(): AsyncGenerator<Piece> {
    for await (const piece of from) {
      hash.update(piece);
      bytes += piece.byteLength;
      yield piece;
    }
  }
  return { content: read(), facts: () => ({ sha256: hash.digest('hex'), bytes }) };
}
