import { randomBytes } from 'node:crypto';
import type { FrameDelta } from '../../shared/frames/frame-delta.ts';
import type { Context } from '../../shared/interactions/context.ts';
import type { Locators } from '../../shared/interactions/locators.ts';
import { type MadeArchive, makeArchive, sha256Of } from '../../sync-server/ingest/make-archive.ts';
import { samplePicture } from '../../sync-server/ingest/sample-picture.ts';
import type { SampleSession } from '../../sync-server/ingest/sample-session.ts';

/**
 * The demo records 22, 39 and 53 interactions in 117, 150 and 214 kB: 2.2 to 2.9 bytes of JSON, in all files, for each
 * byte of the archive, of which somewhat more than half are pictures. Here it is 2.7: made-up texts compress better.
 */
const ARCHIVE_BYTES_PER_INTERACTION = 3_200;
const INTERACTIONS_PER_PAGE = 3;
const INTERACTIONS_PER_STEP = 2;
const STEPS_PER_EXAMPLE = 2;
const FRAMES_PER_INTERACTION = 0.4;
const FRAMES_PER_PAGE = 8;
/** Two layers to a frame. */
const LAYER_BYTES = 3_200;
const ELEMENTS = 50;

const words = 'oak brass kettle lamp linen basket filter sort price review colour size green kitchen towel glass'.split(
  ' ',
);

/** A made-up session of about `bytes`, with as much to read and to check for each of them as a recorded one has. */
export function recordedArchive(participantId: string, bytes: number): MadeArchive {
  const count = Math.max(4, Math.round(bytes / ARCHIVE_BYTES_PER_INTERACTION));
  return makeArchive({
    participantId,
    products: Array.from({ length: count }, (_, index) => nameOf(index)),
    change: (sample) => {
      for (const [index, { context, locators }] of sample.interactions.entries()) {
        if (!('absent' in context)) fill(context, Math.floor(index / INTERACTIONS_PER_PAGE));
        if (!('absent' in locators)) findMoreWays(locators, index);
      }
      distil(sample);
      photograph(sample);
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
const nameOf = (index: number) => `${wordAt(index)} ${wordAt(index * 7 + 3)} ${index}`;

function fill(context: Context, page: number): void {
  const nameAt = (index: number) => nameOf(page * 5 + index);
  context.snapshot = Array.from(
    { length: ELEMENTS },
    (_, index) => `[e${index + 1}] link "${nameAt(index)}" from the shop's ${wordAt(index + page)} range`,
  ).join('\n');
  context.elements = Array.from({ length: ELEMENTS }, (_, index) => ({
    ref: `e${index + 1}`,
    role: 'link',
    name: nameAt(index),
    box: { x: 24 + (index % 4) * 310, y: 60 + index * 31, width: 280, height: 24 },
  }));
  const [product] = context.products;
  if (product)
    context.products = Array.from({ length: 8 }, (_, index) => ({
      ...product,
      name: nameAt(index),
      url: `https://shop.example/${page}/${index}`,
    }));
  const { structure } = context.page;
  structure.landmarks = Array.from({ length: 12 }, (_, index) => ({ role: 'region', name: wordAt(page + index) }));
  structure.headings = Array.from({ length: 8 }, (_, index) => ({ level: 3, text: nameAt(index) }));
  structure.lists = Array.from({ length: 6 }, (_, index) => ({ name: wordAt(index), items: index + 2 }));
}

function findMoreWays({ candidates }: Locators, index: number): void {
  const [first] = candidates;
  if (first === undefined) return;
  for (const kind of ['text', 'css-path', 'link', 'item'] as const) {
    const selector = `main > ul:nth-of-type(2) > li:has-text("${nameOf(index)}") >> ${kind}=${wordAt(index * 3)}`;
    candidates.push({ ...first, kind, selector });
  }
}

/** Some interactions make a step, and some of the steps an example that sees their page. */
function distil({ interactions, steps, examples }: SampleSession): void {
  steps.length = Math.ceil(interactions.length / INTERACTIONS_PER_STEP);
  examples.length = Math.ceil(steps.length / STEPS_PER_EXAMPLE);
  for (const [index, step] of steps.entries()) {
    const from = index * INTERACTIONS_PER_STEP;
    const done = interactions.slice(from, from + INTERACTIONS_PER_STEP);
    step.interactionIds = done.map(({ id }) => id);
    const [first] = done;
    if (first === undefined || 'absent' in first.context) continue;
    step.observation.snapshot = first.context.snapshot;
    const [, page] = examples[index]?.messages ?? [];
    if (page?.role === 'user') page.content = `Page: ${step.observation.url}\n${step.observation.snapshot}`;
  }
}

/** One picture of a whole page, and frames that move parts of the one before and lay two layers over it. */
function photograph({ interactions, steps, pictures, deltas }: SampleSession): void {
  const [whole] = pictures;
  if (whole === undefined) throw new Error('a sample has pictures');
  pictures.clear();
  pictures.set(...whole);
  const frames = [whole[0]];
  while (frames.length < interactions.length * FRAMES_PER_INTERACTION) {
    const atlas = [noisyPicture(LAYER_BYTES), noisyPicture(LAYER_BYTES)].map((layer): string => {
      const sha256 = sha256Of(layer);
      pictures.set(sha256, layer);
      return sha256;
    });
    const delta: FrameDelta = {
      // A chain of frames ends somewhere, as with every new page.
      sources: frames.length % FRAMES_PER_PAGE === 0 ? frames.slice(0, 1) : frames.slice(-1),
      shade: null,
      moved: [{ of: 0, x: 0, y: 0, width: 1_280, height: 600, dx: 0, dy: 200 }],
      atlas,
      patches: Array.from({ length: 6 }, (_, index) => ({
        x: 0,
        y: index * 40,
        width: 600,
        height: 30,
        atX: 0,
        atY: index * 40,
      })),
    };
    deltas.push(delta);
    frames.push(sha256Of(Buffer.from(JSON.stringify(delta))));
  }
  const frameAt = (index: number) => frames[Math.floor(index * FRAMES_PER_INTERACTION)] ?? whole[0];
  for (const [index, { screenshots }] of interactions.entries()) {
    const sha256 = frameAt(index);
    if ('sha256' in screenshots.before) screenshots.before.sha256 = sha256;
    if ('sha256' in screenshots.after) screenshots.after.sha256 = sha256;
  }
  for (const [index, { observation }] of steps.entries()) {
    if (observation.screenshot) observation.screenshot.sha256 = frameAt(index * INTERACTIONS_PER_STEP);
  }
}

/** A picture in its container, with noise behind its pixels: the server reads all of it and decodes none. */
function noisyPicture(bytes: number): Buffer {
  const small = samplePicture({ width: 640, height: 480, rgb: [200, 200, 200] });
  const picture = Buffer.concat([small, randomBytes(bytes - small.length)]);
  picture.writeUInt32LE(picture.length - 8, 4);
  picture.writeUInt32LE(picture.length - 20, 16);
  return picture;
}
