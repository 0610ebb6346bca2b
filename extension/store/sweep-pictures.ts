import { isAbsent } from '../../shared/interactions/absent.ts';
import { frameDelta } from '../../shared/frames/frame-delta.ts';
import type { Database } from './database.ts';

/**
 * Removes what of a session's pictures neither a frame nor the next picture of a tab is made of. Call it inside a
 * transaction over `frames`, `pictures`, `deltas` and `known`.
 */
export async function sweepPictures(database: Database, sessionId: string): Promise<void> {
  const [frames, known, deltas] = await Promise.all([
    database.frames.where({ sessionId }).toArray(),
    database.known.where({ sessionId }).toArray(),
    database.deltas.where({ sessionId }).toArray(),
  ]);
  const lines = new Map(deltas.map(({ sha256, line }) => [sha256, line]));
  const kept = new Set<string>();
  const keep = (name: string): void => {
    if (kept.has(name)) return;
    kept.add(name);
    const line = lines.get(name);
    if (line === undefined) return;
    const { sources, atlas } = frameDelta.parse(JSON.parse(line));
    for (const layer of atlas) kept.add(layer);
    for (const source of sources) keep(source);
  };
  // What a tab's next picture may repeat is stored before the frame that it is of.
  for (const { frames: last } of known) for (const { sha256 } of last) keep(sha256);
  for (const { frame } of frames) if (!isAbsent(frame)) keep(frame.sha256);
  const isLeft = ({ sha256 }: { sha256: string }): boolean => !kept.has(sha256);
  await database.deltas.where({ sessionId }).filter(isLeft).delete();
  const names = (await database.pictures.where({ sessionId }).primaryKeys()).map(([, sha256]) => sha256);
  await database.pictures.bulkDelete(
    names.filter((sha256) => !kept.has(sha256)).map((sha256): [string, string] => [sessionId, sha256]),
  );
}
