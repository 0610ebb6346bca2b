import type { FileHandle } from 'node:fs/promises';
import { archiveInvalid } from './archive-invalid.ts';

/** Archives of some minutes fit; what is larger is read in so many bytes at a time. */
const WINDOW_BYTES = 512 * 1024;

/** Reads any part of a file; parts that lie near each other, as those of an archive do, come of one read. */
export type FileWindow = {
  /** Up to the size of the window at once. Throws ARCHIVE_INVALID beyond the end of the file. */
  read(at: number, bytes: number): Promise<Buffer>;
  /** Any part, a piece at a time. */
  pieces(at: number, bytes: number): AsyncGenerator<Buffer>;
};

export function fileWindow(file: FileHandle, fileBytes: number): FileWindow {
  let window = Buffer.alloc(0);
  let windowAt = 0;
  const read: FileWindow['read'] = async (at, bytes) => {
    if (at < windowAt || at + bytes > windowAt + window.length) {
      if (bytes > WINDOW_BYTES || at + bytes > fileBytes) throw archiveInvalid('it is shorter than it says');
      // A new buffer each time: pieces of the one before may still be in use.
      const next = Buffer.allocUnsafeSlow(Math.min(WINDOW_BYTES, fileBytes - at));
      const { bytesRead } = await file.read(next, 0, next.length, at);
      if (bytesRead < bytes) throw archiveInvalid('it is shorter than it says');
      window = next.subarray(0, bytesRead);
      windowAt = at;
    }
    return window.subarray(at - windowAt, at - windowAt + bytes);
  };
  return {
    read,
    async *pieces(at, bytes) {
      for (let done = 0; done < bytes;) {
        const within = windowAt <= at + done ? windowAt + window.length - at - done : 0;
        const piece = Math.min(bytes - done, within > 0 ? within : WINDOW_BYTES);
        yield await read(at + done, piece);
        done += piece;
      }
    },
  };
}
