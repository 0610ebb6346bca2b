import { expect, test } from 'vitest';
import { frameDelta, type FrameDelta } from '../../shared/frames/frame-delta.ts';
import { rebuildFrame, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import { encodeFrame } from './encode-frame.ts';
import { paintOver } from './paint-over.ts';
import type { KnownFrame } from '../store/database.ts';
import { repaintFrames, type FrameToPaint } from './repaint-frames.ts';

const [WIDTH, HEIGHT] = [160, 120];
const SECRET = 200;

/** Text-like noise that scrolls; the name stands in it as pixels of one grey that nothing else has. */
function draw(scroll: number, tail = 0): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [x, row] = [at % WIDTH, Math.floor(at / WIDTH) + scroll];
    const isName = row >= 60 && row < 70 && x >= 40 && x < 80;
    const noise = (Math.imul(x * 374_761 + (row + tail) * 668_265, 1_274_126_177) >>> 13) & 127;
    data.fill(isName ? SECRET : noise, at * 4, at * 4 + 3);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

/** A picture is its pixels as they are: what is painted and what is not can be told exactly. */
async function encode({ data, width, height }: Pixels): Promise<Uint8Array<ArrayBuffer>[]> {
  const bytes = new Uint8Array(8 + width * height * 4);
  new DataView(bytes.buffer).setUint32(0, width);
  new DataView(bytes.buffer).setUint32(4, height);
  bytes.set(data, 8);
  return [bytes];
}

function decode(bytes: Uint8Array<ArrayBuffer>): Pixels {
  const view = new DataView(bytes.buffer);
  return { width: view.getUint32(0), height: view.getUint32(4), data: new Uint8ClampedArray(bytes.buffer.slice(8)) };
}

type Made = { pictures: Map<string, Uint8Array<ArrayBuffer>>; deltas: Map<string, string> };

function depsOf(made: Made) {
  return { findDelta: (name: string) => findDelta(name, made), rebuild: (name: string) => rebuild(name, made), encode };
}

function findDelta(name: string, { deltas }: Made): FrameDelta | undefined {
  const line = deltas.get(name);
  return line === undefined ? undefined : frameDelta.parse(JSON.parse(line));
}

function rebuild(sha256: string, made: Made): Promise<Pixels> {
  const { pictures } = made;
  return rebuildFrame(sha256, {
    findDelta: (name) => findDelta(name, made),
    async decode(name) {
      const bytes = pictures.get(name);
      if (bytes === undefined) throw new Error(`no picture ${name}`);
      return decode(bytes);
    },
  });
}

async function record(all: readonly Pixels[]): Promise<Made & { names: string[] }> {
  const made = {
    pictures: new Map<string, Uint8Array<ArrayBuffer>>(),
    deltas: new Map<string, string>(),
    names: [] as string[],
  };
  let known: KnownFrame[] = [];
  for (const pixels of all) {
    const frame = await encodeFrame(pixels, known, encode);
    ({ known } = frame);
    for (const { sha256, webp } of frame.pictures) made.pictures.set(sha256, webp);
    if (frame.line !== null) made.deltas.set(frame.sha256, frame.line);
    made.names.push(frame.sha256);
  }
  return made;
}

const shows = (bytes: Uint8Array): boolean =>
  bytes.some((byte, at) => byte === SECRET && bytes[at + 1] === SECRET && bytes[at + 2] === SECRET);

test('a name that is learned late is in no picture any more, and every frame shows what it showed beside it', async () => {
  const shown = [draw(0), draw(20), draw(20, 1), draw(0)];
  const made = await record(shown);
  expect(made.deltas.size).toBeGreaterThan(0);
  const boxes = [60, 40, 40, 60].map((y) => [{ x: 42, y: y + 2, width: 36, height: 6 }]);
  const frames: FrameToPaint[] = made.names.map((sha256, index) => ({
    sha256,
    tabId: 1,
    boxes: boxes[index] ?? [],
  }));
  const painted = await repaintFrames(frames, depsOf(made));
  expect([...painted.pictures.values()].some(shows)).toBe(false);
  for (const [index, pixels] of shown.entries()) {
    const again = await rebuild(painted.names.get(made.names[index] ?? '') ?? '', painted);
    expect(again.data).toEqual(paintOver(pixels, boxes[index] ?? []).data);
  }
});

test('frames in which nothing has to be painted keep their names, unless they repeat one in which something has', async () => {
  const made = await record([draw(0)]);
  const frames = [{ sha256: made.names[0] ?? '', tabId: 1, boxes: [] }];
  expect((await repaintFrames(frames, depsOf(made))).names.size).toBe(0);

  const trip = await record([draw(0), draw(20), draw(2_000)]);
  expect(trip.deltas.size).toBe(1);
  const [first, second, third] = trip.names.map((sha256) => ({ sha256, tabId: 1, boxes: [] }));
  if (!first || !second || !third) throw new Error('three were recorded');
  const bottom = [{ x: 0, y: 100, width: 20, height: 5 }];
  const { names } = await repaintFrames([{ ...first, boxes: bottom }, second, third], depsOf(trip));
  expect([...names.keys()]).toEqual([first.sha256, second.sha256]);
});
