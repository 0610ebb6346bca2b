import type { Box } from '../../shared/geometry.ts';
import { frameDelta, type FrameDelta } from '../../shared/frames/frame-delta.ts';
import { rebuildFrame, type Pixels } from '../../shared/frames/rebuild-frame.ts';
import type { Amendment } from '../messages.ts';
import { pictureOf, planChanges, type Changes } from '../review/plan-changes.ts';
import { isSameThere } from '../review/same-there.ts';
import { repaintFrames, type RepaintDeps } from '../picture/repaint-frames.ts';
import { amendSession, type AmendedRows } from '../store/amend-session.ts';
import { REMOVED_PICTURE, type Database, type FrameRow } from '../store/database.ts';
import { readDeltas, readPicture, readRecordedSession } from '../store/recorded-session.ts';

export type Codec = Pick<RepaintDeps, 'encode'> & { decode(webp: Blob): Promise<Pixels> };

const REMOVED = { absent: REMOVED_PICTURE };
type Rebuild = (name: string) => Promise<Pixels>;

/**
 * Takes steps, pictures and regions of pictures out of a session: all of it is gone from the store once this resolves.
 * Pictures that repeat a removed or painted one are made anew from their own pixels. A painted region is painted in
 * every picture of the tab that shows the very same at the same place.
 */
export async function takeOut(database: Database, amendment: Amendment, codec: Codec): Promise<void> {
  const { sessionId } = amendment;
  const [frames, { interactions }, lines] = await Promise.all([
    database.frames.where({ sessionId }).sortBy('at'),
    readRecordedSession(database, sessionId),
    readDeltas(database, sessionId),
  ]);
  const deltas = new Map([...lines].map(([name, line]) => [name, frameDelta.parse(JSON.parse(line))]));
  const changes = planChanges(amendment, interactions);
  const rebuild: Rebuild = (name) =>
    rebuildFrame(name, {
      findDelta: (each) => deltas.get(each),
      decode: async (picture) => codec.decode(await readPicture(database, sessionId, picture)),
    });

  // Or the next picture of the very same state of the page would take its place.
  const states = new Set(
    frames.filter((row) => amendment.pictures.includes(pictureOf(row) ?? '')).flatMap((row) => stateOf(row) ?? []),
  );
  const isGoing = (row: FrameRow): boolean =>
    pictureOf(row) !== undefined &&
    (changes.pictures.has(pictureOf(row) ?? '') || states.has(stateOf(row) ?? 'no page'));
  const going = frames.filter(isGoing);
  const staying = frames.flatMap((row) => {
    const sha256 = pictureOf(row);
    return sha256 === undefined || isGoing(row) ? [] : [{ row, tabId: row.tabId, sha256 }];
  });
  const boxes = await boxesOf(staying, changes, rebuild);
  const toPaint = staying.map((frame) => ({ ...frame, boxes: boxes.get(frame.sha256) ?? [] }));
  const gone = new Set(going.flatMap((row) => pictureOf(row) ?? []));
  const findDelta = (name: string): FrameDelta | undefined => deltas.get(name);
  const made = await repaintFrames(toPaint, { findDelta, rebuild, encode: codec.encode }, gone);

  const changed: AmendedRows['frames'] = toPaint.flatMap(({ row, boxes: painted }) => {
    const sha256 = made.names.get(pictureOf(row) ?? '');
    if (sha256 === undefined || !('sha256' in row.frame)) return [];
    const frame = { ...row.frame, sha256, redactions: row.frame.redactions + painted.length };
    return [{ row: { ...row, frame }, before: row.frame }];
  });
  await amendSession(database, sessionId, {
    steps: changes.steps,
    frames: [...changed, ...going.map((row) => ({ row: { ...row, frame: REMOVED, texts: [] }, before: row.frame }))],
    pictures: Array.from(made.pictures, ([sha256, webp]) => ({
      sessionId,
      sha256,
      webp: new Blob([webp], { type: 'image/webp' }),
    })),
    deltas: Array.from(made.deltas, ([sha256, line]) => ({ sessionId, sha256, line })),
  });
}

/** The document that a picture shows, and the state that it was in. */
function stateOf({ tabId, page }: FrameRow): string | undefined {
  return page === null ? undefined : `${tabId} ${page.pageId} ${page.domEpoch}`;
}

type Shown = { tabId: number; sha256: string };

/** What to paint over in each picture, by its name. @throws Error when a picture to be painted is not there. */
async function boxesOf(staying: readonly Shown[], { paint }: Changes, rebuild: Rebuild): Promise<Map<string, Box[]>> {
  const found = new Map<string, Box[]>();
  for (const [name, boxes] of paint) {
    const tabs = new Set(staying.filter(({ sha256 }) => sha256 === name).map(({ tabId }) => tabId));
    if (tabs.size === 0) throw new Error('A picture that is to be painted over is not there any more.');
    const marked = await rebuild(name);
    const others = new Set(staying.filter(({ tabId }) => tabs.has(tabId)).map(({ sha256 }) => sha256));
    for (const other of others) {
      const pixels = other === name ? marked : await rebuild(other);
      const same = boxes.filter((box) => isSameThere(marked, pixels, box));
      if (same.length > 0) found.set(other, [...(found.get(other) ?? []), ...same]);
    }
  }
  return found;
}
