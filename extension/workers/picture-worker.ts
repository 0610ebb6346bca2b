import { expose } from 'comlink';
import type { DataOf, ReplyOf } from '../messages.ts';
import { encodePicture } from '../picture/encode-picture.ts';
import { openDatabase } from '../store/database.ts';
import { putPicture } from '../store/frames.ts';

const database = openDatabase();

const api = {
  /** Stores the redacted picture (once, however often it is shown) and says what it is. */
  async encodePicture(picture: DataOf<'encodePicture'>): Promise<ReplyOf<'encodePicture'>> {
    const { webp, ...encoded } = await encodePicture(picture);
    const { sessionId } = picture;
    await putPicture(database, { sessionId, sha256: encoded.sha256, webp: new Blob([webp], { type: 'image/webp' }) });
    return encoded;
  },
};

export type PictureWorker = typeof api;
expose(api);
