import { randomBytes } from 'node:crypto';
import { type MadeArchive, makeArchive, sha256Of } from '../../sync-server/ingest/make-archive.ts';
import { samplePicture } from '../../sync-server/ingest/sample-picture.ts';

const PICTURE_BYTES = 60_000;

/** A made-up archive of about `bytes`, most of it pictures, as in recorded ones. */
export function heavyArchive(participantId: string, bytes: number): MadeArchive {
  return makeArchive({
    participantId,
    change: ({ pictures }) => {
      for (let there = 0; there < bytes; there += PICTURE_BYTES) {
        const picture = heavyPicture();
        pictures.set(sha256Of(picture), picture);
      }
    },
  });
}

/** A picture in its container, with noise behind its pixels: the server reads all of it and decodes none. */
function heavyPicture(): Buffer {
  const small = samplePicture({ width: 640, height: 480, rgb: [200, 200, 200] });
  const picture = Buffer.concat([small, randomBytes(PICTURE_BYTES - small.length)]);
  picture.writeUInt32LE(picture.length - 8, 4);
  picture.writeUInt32LE(picture.length - 20, 16);
  return picture;
}
