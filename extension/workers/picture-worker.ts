import { expose } from 'comlink';
import type { DataOf, ReplyOf } from '../messages.ts';
import { encodePicture } from '../picture/encode-picture.ts';
import { openDatabase } from '../store/database.ts';
import { findKnown, putEncoded } from '../store/frames.ts';

const database = openDatabase();

const api = {
  /** Stores what is new in the redacted picture and says what it is. What it may repeat is read from the store. */
  async encodePicture(picture: DataOf<'encodePicture'>): Promise<ReplyOf<'encodePicture'>> {
    const { sessionId, tabId } = picture;
    const { encoded, frame } = await encodePicture(picture, await findKnown(database, sessionId, tabId));
    const { sha256, line } = frame;
    await putEncoded(database, {
      pictures: frame.pictures.map((part) => ({
        sessionId,
        sha256: part.sha256,
        webp: new Blob([part.webp], { type: 'image/webp' }),
      })),
      deltas: line === null ? [] : [{ sessionId, sha256, line }],
      known: { sessionId, tabId, frames: frame.known },
    });
    return encoded;
  },
};

export type PictureWorker = typeof api;
expose(api);
