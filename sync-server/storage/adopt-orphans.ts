import { recallConsents, type RecalledConsents } from '../rights/recall-consents.ts';
import { recallErasures, type Recalled } from '../rights/recall-erasures.ts';
import { adoptArchive, type AdoptDeps, type WhyLeft } from '../ingest/adopt-archive.ts';
import { findOrphans } from '../ingest/check-storage.ts';
import { readObjectKey } from '../ingest/object-key.ts';

export type AdoptionReport = {
  erasures: Recalled;
  consents: RecalledConsents;
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
  /** Participants whom the database has forgotten are made anew. */
  strangers?: 'leave' | 'make';
  /** Says what would be done. */
  dryRun: boolean;
};

/**
 * Gives all objects their rows back on which nothing stands (ingest/adopt-archive.ts), one after the other, between the
 * erasures that the store knows of and the withdrawals. It may be killed anywhere and run again, and servers may be at work.
 */
export async function adoptOrphans(
  deps: AdoptDeps,
  { sessionId, participantId, strangers = 'leave', dryRun }: AdoptionWish,
): Promise<AdoptionReport> {
  const report: AdoptionReport = {
    erasures: dryRun ? { recalled: 0, again: 0, unreadable: [] } : await recallErasures(deps),
    consents: { recalled: 0, unreadable: [] },
    objects: 0,
    adopted: [],
    thereAlready: [],
    left: [],
  };
  const found = { objects: 0, orphans: new Array<string>() };
  await findOrphans(deps, found);
  report.objects = found.objects;
  const wanted = found.orphans.filter((key) => sessionId === undefined || readObjectKey(key)?.sessionId === sessionId);
  for (const objectKey of wanted) {
    const order = { objectKey, mark: 'make', participantId, strangers, mode: dryRun ? 'look' : 'adopt' } as const;
    const adoption = await adoptArchive(deps, order);
    if (adoption.result === 'left') report.left.push({ objectKey, why: adoption.why, words: adoption.words });
    else if (adoption.result === 'adopted') report.adopted.push(objectKey);
    else report.thereAlready.push(objectKey);
  }
  // Afterwards, and not while others wait: what had been stored before somebody withdrew stays, and is used as little as
  // it was.
  if (!dryRun && wanted.length === found.orphans.length) report.consents = await recallConsents(deps);
  return report;
}
