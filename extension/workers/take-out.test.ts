import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { frameDelta } from '../../shared/frames/frame-delta.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import { rebuildFrame, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import type { Amendment } from '../messages.ts';
import { encodeFrame } from '../picture/encode-frame.ts';
import { addInteractions } from '../store/interactions.ts';
import { openDatabase, type Database, type FrameRow, type KnownFrame, type SessionRow } from '../store/database.ts';
import { readRecordedSession } from '../store/recorded-session.ts';
import { maskSession } from './mask-session.ts';
import { takeOut, type Codec } from './take-out.ts';
import { sampleConsent } from '../../shared/session/sample-consent.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const stepId = (number: number): string => `01890000-0000-7000-8000-0000000000a${number}`;
const [WIDTH, HEIGHT] = [160, 120];
const SECRET = 200;

/** Text-like noise, a patch of one grey that nothing else has, and a corner that changes with every picture. */
function draw(turn: number, secret: boolean): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let at = 0; at < WIDTH * HEIGHT; at++) {
    const [x, row] = [at % WIDTH, Math.floor(at / WIDTH)];
    const isSecret = secret && row >= 60 && row < 70 && x >= 40 && x < 80;
    const seed = row < 16 ? turn : 0;
    const noise = (Math.imul(x * 374_761 + row * 668_265 + seed * 97_811, 1_274_126_177) >>> 13) & 127;
    data.fill(isSecret ? SECRET : noise, at * 4, at * 4 + 3);
  }
  return { data, width: WIDTH, height: HEIGHT };
}

/** A picture is its pixels as they are: what is left of them can be told exactly. */
const codec: Codec = {
  async encode({ data, width, height }) {
    const bytes = new Uint8Array(8 + width * height * 4);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, width);
    view.setUint32(4, height);
    bytes.set(data, 8);
    return [bytes];
  },
  async decode(webp) {
    const buffer = await webp.arrayBuffer();
    const view = new DataView(buffer);
    return { width: view.getUint32(0), height: view.getUint32(4), data: new Uint8ClampedArray(buffer.slice(8)) };
  },
};

let database: Database;
let opened = 0;
let names: string[];

const session: SessionRow = {
  id: ID,
  phase: 'reviewing',
  type: 'human',
  participantId: null,
  consent: sampleConsent,
  scenario: null,
  startedAt: 100,
  endedAt: 9_000,
  pauses: [],
  device: { extensionVersion: '0', browser: 'b', platform: 'p', language: 'en' },
  gaveUpReason: 'Oswin Larch was in the way',
  narration: null,
  judgement: null,
  sealFailure: null,
};

const step = (number: number, at: number) => ({
  id: stepId(number),
  sessionId: ID,
  pageId: ID,
  sequence: number,
  domEpoch: number,
  changedAt: at,
  action: { type: 'key' as const, at, isTrusted: true, key: 'Enter', modifiers: [] },
  locators: { absent: 'not under test' },
  context: { absent: 'not under test' },
});

async function record(pictures: readonly (readonly [turn: number, secret: boolean])[]): Promise<void> {
  names = [];
  let known: KnownFrame[] = [];
  for (const [index, [turn, secret]] of pictures.entries()) {
    const frame = await encodeFrame(draw(turn, secret), known, codec.encode);
    ({ known } = frame);
    names.push(frame.sha256);
    for (const { sha256, webp } of frame.pictures)
      await database.pictures.put({ sessionId: ID, sha256, webp: new Blob([webp]) });
    if (frame.line !== null) await database.deltas.put({ sessionId: ID, sha256: frame.sha256, line: frame.line });
    const at = 1_000 * (index + 1);
    await database.frames.add({
      id: `frame-${index}`,
      sessionId: ID,
      tabId: 1,
      page: { pageId: ID, domEpoch: index },
      occasion: 'settled',
      at,
      frame: { sha256: frame.sha256, at, width: WIDTH, height: HEIGHT, redactions: 0, blank: false },
    });
  }
}

/** Pictures of one tab: the second and the third show the secret. */
beforeEach(async () => {
  database = openDatabase(`take-out-${opened++}`);
  await database.sessions.add(session);
  await record([
    [0, false],
    [1, true],
    [2, true],
    [3, false],
  ]);
  const steps = [1, 2, 3].map((number) => step(number, 1_000 * number + 500));
  await addInteractions(database, steps, { tabId: 1, frameId: 0 });
});

const amend = (change: Partial<Amendment>): Promise<void> =>
  takeOut(database, { sessionId: ID, steps: [], pictures: [], paint: [], ...change }, codec);

async function everyStoredPixel(): Promise<Pixels[]> {
  return Promise.all((await database.pictures.toArray()).map(({ webp }) => codec.decode(webp)));
}

const holdsSecret = ({ data }: Pixels): boolean => data.some((value, at) => at % 4 === 0 && value === SECRET);

async function shown(id: string): Promise<Pixels | string> {
  const row = await database.frames.get(id);
  if (row === undefined) return 'no row';
  if (isAbsent(row.frame)) return row.frame.absent;
  const lines = new Map((await database.deltas.toArray()).map(({ sha256, line }) => [sha256, line]));
  return rebuildFrame(row.frame.sha256, {
    findDelta(name) {
      const line = lines.get(name);
      return line === undefined ? undefined : frameDelta.parse(JSON.parse(line));
    },
    async decode(name) {
      const picture = await database.pictures.get([ID, name]);
      if (picture === undefined) throw new Error(`no picture ${name}`);
      return codec.decode(picture.webp);
    },
  });
}

test('a painted region is solid in every picture that shows the same there, and stored nowhere any more', async () => {
  expect((await everyStoredPixel()).some(holdsSecret)).toBe(true);
  await amend({ paint: [{ picture: names[1] ?? '', boxes: [{ x: 40, y: 60, width: 40, height: 10 }] }] });
  expect((await everyStoredPixel()).some(holdsSecret)).toBe(false);
  for (const id of ['frame-1', 'frame-2']) {
    const pixels = (await shown(id)) as Pixels;
    expect([...pixels.data.subarray((65 * WIDTH + 60) * 4, (65 * WIDTH + 60) * 4 + 3)]).toEqual([0x3d, 0x45, 0x51]);
    // The rest of the picture is as it was.
    expect([...pixels.data.subarray(0, 64)]).toEqual([...draw(Number(id.at(-1)), true).data.subarray(0, 64)]);
  }
  expect(((await shown('frame-0')) as Pixels).data).toEqual(draw(0, false).data);
  expect((await database.frames.get('frame-1'))?.frame).toMatchObject({ redactions: 1 });
});

test('a removed picture leaves no pixel behind, and those that repeated it are made anew from their own', async () => {
  const rows = (await database.frames.toArray()) as (FrameRow & { frame: { sha256: string } })[];
  await amend({ pictures: rows.slice(1, 3).map(({ frame }) => frame.sha256) });
  expect((await everyStoredPixel()).some(holdsSecret)).toBe(false);
  expect(await shown('frame-1')).toBe('removed by the participant');
  expect(((await shown('frame-3')) as Pixels).data).toEqual(draw(3, false).data);
  expect(await database.interactions.count()).toBe(3);
  // The picture that was taken next shows what came of something else.
  const { interactions } = await readRecordedSession(database, ID);
  expect(interactions[0]?.screenshots.after).toEqual({ absent: 'removed by the participant' });
});

test('what a removed picture hid under a later one is gone too', async () => {
  for (const table of [database.frames, database.pictures, database.deltas]) await table.clear();
  // The third one repeats the second, and lays its own paper over the secret.
  await record([
    [0, false],
    [5, true],
    [5, false],
  ]);
  await amend({ pictures: [names[1] ?? ''] });
  expect((await everyStoredPixel()).some(holdsSecret)).toBe(false);
  expect(((await shown('frame-2')) as Pixels).data).toEqual(draw(5, false).data);
});

test('no other picture of the same state of the page takes the place of a removed one', async () => {
  await database.frames.update('frame-3', { page: { pageId: ID, domEpoch: 2 } });
  await amend({ pictures: [names[2] ?? ''] });
  expect(await shown('frame-3')).toBe('removed by the participant');
  expect(await shown('frame-1')).not.toBe('removed by the participant');
});

test('a removed step goes with the pictures that only it shows, and cannot come back', async () => {
  // The second step shows the second picture before, the third one after; the third step shows the third one before.
  await amend({ steps: [stepId(2)] });
  expect((await database.interactions.toArray()).map(({ id }) => id)).toEqual([stepId(1), stepId(3)]);
  expect(await shown('frame-2')).not.toBe('removed by the participant');
  await amend({ steps: [stepId(3)] });
  expect(await shown('frame-3')).toBe('removed by the participant');
  await addInteractions(database, [step(2, 2_500), step(3, 3_500)], { tabId: 1, frameId: 0 });
  expect((await database.interactions.toArray()).map(({ id }) => id)).toEqual([stepId(1)]);
});

test('nothing can be taken out of a session that is being packed', async () => {
  await database.sessions.update(ID, { phase: 'finished' });
  await expect(amend({ steps: [stepId(1)] })).rejects.toThrow('not waiting');
  expect(await database.interactions.count()).toBe(3);
});

test('a text that is marked as private is masked in every row', async () => {
  const action = {
    type: 'dialog' as const,
    at: 4_500,
    isTrusted: true,
    change: 'opened' as const,
    kind: 'toast' as const,
    name: 'For Oswin Larch',
  };
  await addInteractions(database, [{ ...step(4, 4_500), action }], { tabId: 1, frameId: 0 });
  await maskSession(database, ID, [{ kind: 'other', value: 'oswin larch', placeholder: '{{TEXT_1}}', typedBy: [] }]);
  const everything = JSON.stringify([await database.interactions.toArray(), await database.sessions.toArray()]);
  expect(everything).not.toMatch(/oswin/i);
  expect(everything).toContain('For {{TEXT_1}}');
});
