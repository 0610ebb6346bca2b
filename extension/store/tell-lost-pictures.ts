import { frameDelta } from '../../shared/frames/frame-delta.ts';
import { isAbsent } from '../../shared/interactions/absent.ts';
import type { Database, DeltaRow, FrameRow } from './database.ts';

/** Why there is no picture where a frame was stored and what it is made of was not, or is gone. */
export const LOST_PICTURE = 'its picture was lost';

/**
 * Makes frames whose pictures are not there, or are of parts in a form that is not read any more, say so, and the next
 * picture of a tab repeat none of them. Call it inside a transaction over these tables.
 */
export async function tellLostPictures(
  { frames, pictures, deltas, known }: Pick<Database, 'frames' | 'pictures' | 'deltas' | 'known'>,
  sessionId: string,
): Promise<void> {
  const [taken, keys, lines] = await Promise.all([
    frames.where({ sessionId }).toArray(),
    pictures.where({ sessionId }).primaryKeys(),
    deltas.where({ sessionId }).toArray(),
  ]);
  const isWhole = wholeness(new Set(keys.map(([, sha256]) => sha256)), lines);
  const lost = taken.filter(({ frame }) => !isAbsent(frame) && !isWhole(frame.sha256));
  await frames.bulkPut(lost.map((row): FrameRow => ({ ...row, frame: { absent: LOST_PICTURE }, texts: [] })));
  // The next picture of a tab must not repeat what is not there.
  for (const row of await known.where({ sessionId }).toArray()) {
    const left = row.frames.filter(({ sha256 }) => isWhole(sha256));
    if (left.length < row.frames.length) await known.put({ ...row, frames: left });
  }
}

/** Tells of a frame whether everything that it is made of is stored. */
function wholeness(pictures: ReadonlySet<string>, deltas: readonly DeltaRow[]): (name: string) => boolean {
  const lines = new Map(deltas.map(({ sha256, line }) => [sha256, line]));
  const judged = new Map<string, boolean>();
  const isWhole = (name: string): boolean => {
    const known = judged.get(name);
    if (known !== undefined) return known;
    const line = lines.get(name);
    // Until it is judged it is not: none can be made of itself.
    judged.set(name, false);
    const whole = line === undefined ? pictures.has(name) : isDeltaWhole(line);
    judged.set(name, whole);
    return whole;
  };
  const isDeltaWhole = (line: string): boolean => {
    const { data } = frameDelta.safeParse(JSON.parse(line));
    return data !== undefined && data.sources.every(isWhole) && data.atlas.every((layer) => pictures.has(layer));
  };
  return isWhole;
}
