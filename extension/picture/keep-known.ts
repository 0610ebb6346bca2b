import type { KnownFrame } from '../store/database.ts';

/** A dialog that is closed again shows a frame of a moment ago. */
const MAX_RECENT = 3;
/** A list that is gone back to, or scrolled back, shows what a frame of a while ago has shown. */
const MAX_NOVEL = 10;
/** One in so many runs of pixels is looked at, by its hash, so that the same ones are in every frame. */
const SAMPLED = 8;

/**
 * What a tab's next frame may repeat, the newest first: the last ones, and older ones that showed much for the first
 * time. When there are too many of these, the one goes that has least that no other shows: of a banner that never rests
 * every picture is new, and yet a list that was left minutes ago is worth more.
 */
export function keepKnown(frame: KnownFrame, known: readonly KnownFrame[]): KnownFrame[] {
  const older = known.filter(({ sha256 }) => sha256 !== frame.sha256);
  const recent = [frame, ...older.splice(0, MAX_RECENT - 1)];
  const novel = older.filter((one) => one.novel);
  while (novel.length > MAX_NOVEL) novel.splice(findLeastTelling(novel, recent), 1);
  return [...recent, ...novel];
}

/** Of two that tell as little the older one, which comes later. */
function findLeastTelling(novel: readonly KnownFrame[], recent: readonly KnownFrame[]): number {
  const runs = new Map<KnownFrame, Set<number>>();
  const shown = new Map<number, number>();
  for (const frame of [...novel, ...recent]) {
    const own = new Set(frame.marks.hashes.filter((hash) => hash % SAMPLED === 0));
    runs.set(frame, own);
    for (const hash of own) shown.set(hash, (shown.get(hash) ?? 0) + 1);
  }
  let [found, least] = [0, Infinity];
  for (const [index, frame] of novel.entries()) {
    let telling = 0;
    for (const hash of runs.get(frame) ?? []) if (shown.get(hash) === 1) telling++;
    if (telling <= least) [found, least] = [index, telling];
  }
  return found;
}
