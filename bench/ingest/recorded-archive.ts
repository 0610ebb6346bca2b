import { randomBytes } from 'node:crypto';
import type { Context } from '../../shared/interactions/context.ts';
import { type MadeArchive, makeArchive, sha256Of } from '../../sync-server/ingest/make-archive.ts';
import { samplePicture } from '../../sync-server/ingest/sample-picture.ts';

/** As in sessions recorded in the demo's shop: an interaction is some 18 kB of JSON in all files and makes 4 to 5 kB of archive. */
const ARCHIVE_BYTES_PER_INTERACTION = 4_600;
const PICTURES_PER_INTERACTION = 0.4;
/** Many frames are made of others, so that a picture is mostly some patches. */
const PICTURE_BYTES = 6_500;
const ELEMENTS = 62;

const words = 'oak brass kettle lamp linen basket filter sort price review colour size green kitchen towel glass'.split(
  ' ',
);

/** A made-up session of about `bytes`, with as much to read and to check for each of them as a recorded one has. */
export function recordedArchive(participantId: string, bytes: number): MadeArchive {
  const count = Math.max(2, Math.round(bytes / ARCHIVE_BYTES_PER_INTERACTION));
  return makeArchive({
    participantId,
    products: Array.from({ length: count }, (_, index) => nameOf(index)),
    change: ({ interactions, steps, examples, pictures }) => {
      for (const [index, { context }] of interactions.entries()) if (!('absent' in context)) fill(context, index);
      for (const [index, step] of steps.entries()) {
        step.observation.snapshot = snapshotOf(index);
        const [, page] = examples[index]?.messages ?? [];
        if (page?.role === 'user') page.content = `Page: ${step.observation.url}\n${step.observation.snapshot}`;
      }
      for (let there = 0; there < count * PICTURES_PER_INTERACTION; there++) {
        const picture = noisyPicture(PICTURE_BYTES);
        pictures.set(sha256Of(picture), picture);
      }
    },
  });
}

/** A made-up session that is nearly all pictures, of 60 kB each: long scrolls past photographs. */
export function photographedArchive(participantId: string, bytes: number): MadeArchive {
  return makeArchive({
    participantId,
    change: ({ pictures }) => {
      for (let there = 0; there < bytes; there += 60_000) {
        const picture = noisyPicture(60_000);
        pictures.set(sha256Of(picture), picture);
      }
    },
  });
}

const wordAt = (index: number) => words[index % words.length] ?? '';
const nameOf = (index: number) => `${wordAt(index)} ${wordAt(index * 7 + 3)} ${index % 40}`;

function snapshotOf(page: number): string {
  return Array.from({ length: ELEMENTS }, (_, index) => `[e${index + 1}] link "${nameOf(page * 5 + index)}"`).join(
    '\n',
  );
}

function fill(context: Context, page: number): void {
  context.snapshot = snapshotOf(page);
  context.elements = Array.from({ length: ELEMENTS }, (_, index) => ({
    ref: `e${index + 1}`,
    role: 'link',
    name: nameOf(page * 5 + index),
    box: { x: 24 + (index % 4) * 310.5, y: 60 + index * 31.25, width: 280, height: 24 },
  }));
  const [product] = context.products;
  if (product) context.products = Array.from({ length: 8 }, (_, index) => ({ ...product, name: nameOf(page + index) }));
  const { structure } = context.page;
  structure.landmarks = Array.from({ length: 12 }, (_, index) => ({ role: 'region', name: wordAt(page + index) }));
  structure.headings = Array.from({ length: 8 }, (_, index) => ({ level: 3, text: nameOf(page + index) }));
  structure.lists = Array.from({ length: 6 }, (_, index) => ({ name: wordAt(index), items: index + 2 }));
}

/** A picture in its container, with noise behind its pixels: the server reads all of it and decodes none. */
function noisyPicture(bytes: number): Buffer {
  const small = samplePicture({ width: 640, height: 480, rgb: [200, 200, 200] });
  const picture = Buffer.concat([small, randomBytes(bytes - small.length)]);
  picture.writeUInt32LE(picture.length - 8, 4);
  picture.writeUInt32LE(picture.length - 20, 16);
  return picture;
}
