import { expose } from 'comlink';
import type { DataOf, ReplyOf } from '../messages.ts';
import type { ShownFrame } from '../picture/encode-frame.ts';
import { encodePicture } from '../picture/encode-picture.ts';
import { thriftyCodec } from '../picture/thrifty-codec.ts';
import { webpCodec } from '../picture/webp-codec.ts';
import { openDatabase } from '../store/database.ts';
import { findKnown, putEncoded } from '../store/frames.ts';

const database = openDatabase();

/** Redacted, a few megabytes of memory. When the worker is stopped, a picture under a dialog's backdrop is larger. */
let last: { sessionId: string; tabId: number; shown: ShownFrame } | undefined;

const api = {
  /** Stores what is new in the redacted picture and says what it is. What it may repeat is read from the store. */
  async encodePicture(picture: DataOf<'encodePicture'>): Promise<ReplyOf<'encodePicture'>> {
    const { sessionId, tabId, quality } = picture;
    const before = last?.sessionId === sessionId && last.tabId === tabId ? last.shown : undefined;
    const codec = quality === 'low' ? thriftyCodec(webpCodec) : webpCodec;
    const known = await findKnown(database, sessionId, tabId);
    const { encoded, frame, shown } = await encodePicture(picture, known, before, codec);
    last = { sessionId, tabId, shown };
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
