import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isThere } from '../adapters/folder-files.ts';

const LOOK_EVERY_MS = 50;

/**
 * The content of a file that is being written, as far as it is there, so that a slow reader holds up no writer. It ends
 * with the file, once `written` has resolved, and throws what it is rejected with. The file need not be there yet.
 */
export async function* followFile(path: string, written: Promise<unknown>): AsyncGenerator<Buffer> {
  let isOver = false;
  const over = () => void (isOver = true);
  const ended = written.then(over, over);
  let at = 0;
  for (;;) {
    // Known before reading: what is written in between is still to come.
    const isLastLook = isOver;
    if (await isThere(path)) {
      for await (const piece of createReadStream(path, { start: at }) as AsyncIterable<Buffer>) {
        at += piece.length;
        yield piece;
      }
    }
    if (isLastLook) break;
    await Promise.race([ended, sleep(LOOK_EVERY_MS)]);
  }
  await written;
}
