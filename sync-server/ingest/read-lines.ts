import { archiveInvalid, quoted } from './archive-invalid.ts';

const NEWLINE = 0x0a;

/**
 * The lines of a text that arrives in pieces, each ended by a line feed, with their number from 1. At most one line is
 * held in memory. Throws ARCHIVE_INVALID for a line that is too long or not UTF-8.
 */
export async function* readLines(
  pieces: AsyncIterable<Buffer>,
  { path, maxBytes }: { path: string; maxBytes: number },
): AsyncGenerator<{ text: string; line: number }> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let line = 0;
  const take = (piece: Buffer) => {
    begunBytes += piece.length;
    if (begunBytes > maxBytes)
      throw archiveInvalid(`line ${line + 1} of ${quoted(path)} is longer than ${maxBytes} bytes`);
    begun.push(piece);
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      take(piece.subarray(start, end));
      line++;
      yield { text: decodeText(Buffer.concat(begun), `line ${line} of ${path}`), line };
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    if (start < piece.length) take(piece.subarray(start));
  }
  if (begunBytes > 0) throw archiveInvalid(`the last line of ${quoted(path)} is cut off`);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict UTF-8 without a byte order mark. `where` names the text in the refusal. */
export function decodeText(bytes: Buffer, where: string): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw archiveInvalid(`${where} is not UTF-8 text`, cause);
  }
  if (text.startsWith('\uFEFF')) throw archiveInvalid(`${where} begins with a byte order mark`);
  return text;
}
