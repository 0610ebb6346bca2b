import { recallErasures, type Recalled } from '../rights/recall-erasures.ts';
import { adoptArchive, type AdoptDeps, type WhyLeft } from '../ingest/adopt-archive.ts';
import { findOrphans } from '../ingest/check-storage.ts';
import { readObjectKey } from '../ingest/object-key.ts';

export type AdoptionReport = {
  erasures: Recalled;
  objects: number;
  adopted: string[];
  /** Objects beside that of their session's archive, which is the same: `check --delete-orphans` may delete them. */
  thereAlready: string[];
  /** Objects that are as they were, and why. */
  left: { objectKey: string; why: WhyLeft; words: string }[];
};

export type AdoptionWish = {
  /** Only this session's. */
  sessionId?: string | undefined;
  /** Whose it is when it names nobody. */
  participantId?: string | undefined;
  /** Says what would be done. */
  dryRun: boolean;
};

/**
 * Gives all objects their rows back on which nothing stands (ingest/adopt-archive.ts), one after the other, after the
 * erasures that the store knows of. It may be killed anywhere and run again, and servers may be at work.
 */
export async function adoptOrphans(
  deps: AdoptDeps,
  { sessionId, participantId, dryRun }: AdoptionWish,
): Promise<AdoptionReport> {
  const report: AdoptionReport = {
    erasures: dryRun ? { recalled: 0, again: 0, unreadable: [] } : await recallErasures(deps),
    objects: 0,
    adopted: [],
    thereAlready: [],
    left: [],
  };
  const found = { objects: 0, orphans: new Array<string>() };
  await findOrphans(deps, found);
  report.objects = found.objects;
  for (const objectKey of found.orphans) {
    if (sessionId !== undefined && readObjectKey(objectKey)?.sessionId !== sessionId) continue;
    const order = { objectKey, mark: 'make', participantId, mode: dryRun ? 'look' : 'adopt' } as const;
    const adoption = await adoptArchive(deps, order);
    if (adoption.result === 'left') report.left.push({ objectKey, why: adoption.why, words: adoption.words });
    else if (adoption.result === 'adopted') report.adopted.push(objectKey);
    else report.thereAlready.push(objectKey);
  }
  return report;
}
